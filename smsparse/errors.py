"""Exceptions of smsparse. Each says what was expected, what was got and where; none holds a message body or a code.

SmsparseError
├── InvalidMessageError   (ValueError)   a message, sender or receive time of the wrong form
├── RulePackError         (ValueError)   rules that do not compile; carries the issues found
├── ArtifactError         (ValueError)   a compiled pack or model file that cannot be read
├── CardError             (ValueError)   a card or menu beyond its limits
├── EvaluationError       (ValueError)   labelled messages or answers that cannot be scored
└── BatchError            (ValueError)   a file of messages that cannot be read, or a run that cannot be gone on with
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from smsparse.rulepack.records import Issue


class SmsparseError(Exception):
    """Base of every exception this package raises on purpose."""


class InvalidMessageError(SmsparseError, ValueError):
    """An input that is not a message.

    Attributes: ``code`` (a stable word such as ``missing_text``), ``expected``, ``got`` (a type or a shape, never the
    content) and ``at`` (a key or a path).
    """

    def __init__(self, code: str, *, expected: str, got: str, at: str) -> None:
        super().__init__(f"{code}: expected {expected}, got {got} at {at}")
        self.code = code
        self.expected = expected
        self.got = got
        self.at = at

    def to_dict(self) -> dict[str, str]:
        """The ``error`` object of contract v1."""
        return {"code": self.code, "expected": self.expected, "got": self.got, "at": self.at}


class RulePackError(SmsparseError, ValueError):
    """A rule pack with at least one error; ``issues`` lists everything found, each with file, rule and place."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        errors = [issue for issue in issues if issue.severity == "error"]
        head = "\n".join(str(issue) for issue in errors[:20])
        super().__init__(f"{len(errors)} error(s) in the rule pack\n{head}")
        self.issues = tuple(issues)


class ArtifactError(SmsparseError, ValueError):
    """A compiled artifact that is damaged, of another format version, or made for another pack; says how to mend it."""

    def __init__(self, what: str, *, expected: str, got: str, at: str) -> None:
        super().__init__(f"{what}: expected {expected}, got {got} at {at}; build it anew from its sources")
        self.expected = expected
        self.got = got
        self.at = at


class CardError(SmsparseError, ValueError):
    """A card, menu or action that breaks a limit or names what does not exist."""

    def __init__(self, *, expected: str, got: str, at: str) -> None:
        super().__init__(f"expected {expected}, got {got} at {at}")
        self.expected = expected
        self.got = got
        self.at = at


class EvaluationError(SmsparseError, ValueError):
    """A line of labelled messages or of answers that cannot be scored; ``at`` is file and line, then the key."""

    def __init__(self, *, expected: str, got: str, at: str) -> None:
        super().__init__(f"{at}: expected {expected}, got {got}")
        self.expected = expected
        self.got = got
        self.at = at


class BatchError(SmsparseError, ValueError):
    """A file of messages that cannot be read or written as asked, or an unfinished run that does not fit."""

    def __init__(self, *, expected: str, got: str, at: str) -> None:
        super().__init__(f"{at}: expected {expected}, got {got}")
        self.expected = expected
        self.got = got
        self.at = at
