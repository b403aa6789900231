"""How right one-time codes are: `python -m benchmarks.accuracy.codes --data PATH`.

Prints the share of messages of otphelper.jsonl with the right code or rightly none, the share of personal, ham and spam
messages without a code, and both for the messages of synth/, each with its 95 % interval. What the corpora's labels say
counts as a false code nowhere but there: a hit in them is to be read, so that their ids are always printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import smsparse
from benchmarks.accuracy.corpora import Share, arguments, read_corpus
from synth.generate import generate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: Corpora whose messages deliver no code, with the label of the rows that count (None: all).
CODELESS: dict[str, str | None] = {"nus-sms-zh": None, "uci-sms-spam": "ham", "xiaojie-spam6": None}
#: Categories whose messages may carry a code.
CODE_CATEGORIES = ("verification", "order")
SEED = 5
PER_WORDING = 4


def code_of(text: str, sender: str | None = None) -> smsparse.Field | None:
    """The code that a message is said to carry."""
    return smsparse.parse(text, sender).fields.get("code")


def otphelper(data: Path) -> Share:
    """Messages in 13 languages with the value of their code, or with none."""
    share = Share("otphelper: right or none")
    for row in read_corpus(data, "otphelper"):
        found, wanted = code_of(row["text"]), row["fields"].get("code")
        got = None if found is None else found.value
        share.count(got == wanted, row, f"expected {wanted}, got {got}")
    return share


def codeless(data: Path, name: str) -> Share:
    """Messages that deliver no code."""
    share = Share(f"{name}: no code")
    label = CODELESS[name]
    for row in read_corpus(data, name):
        if label is not None and row["label"] != label:
            continue
        found = code_of(row["text"])
        share.count(found is None, row, f"got {found and found.text}")
    return share


def generated() -> Iterable[Share]:
    """The generator's messages: codes of verification.*, and none where neither it nor order.* is the category."""
    codes, others = Share("synth: right code"), Share("synth: no code elsewhere")
    for number, message in enumerate(generate(100_000, SEED, per_wording=PER_WORDING)):
        row: dict[str, Any] = {"id": f"synth-{number}", "text": message.text}
        found, l1 = code_of(message.text, message.sender), message.category.split(".")[0]
        got = None if found is None else found.text
        if l1 == "verification":
            wanted = message.fields.get("code")
            codes.count(got == wanted, row, f"expected {wanted}, got {got}")
        elif l1 not in CODE_CATEGORIES:
            others.count(got is None, row, f"got {got}")
    return codes, others


def main() -> None:
    """Prints every share; the errors of the corpora by id, those of synth/ on request."""
    given = arguments(__doc__ or "")
    right = otphelper(given.data)
    shares = [right, *(codeless(given.data, name) for name in CODELESS), *generated()]
    for share in shares:
        print(share.report(given.errors))
        print("    ids:", ", ".join(error.split(" ", 1)[0] for error in share.errors) or "none")


if __name__ == "__main__":
    main()
