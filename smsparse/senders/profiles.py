"""Sender profiles of the pack, indexed by signature and by port."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

_MIN_NAME = 2
_MOBILE = 11
_LONG_MOBILE = 13  # with 86 before it


class SenderHit:
    """What of a message pointed to a profile: its number in the pack, and whether signature and port did."""

    __slots__ = ("by_port", "by_signature", "number")

    def __init__(self, number: int, by_signature: bool, by_port: bool) -> None:
        self.number = number
        self.by_signature = by_signature
        self.by_port = by_port


class SenderIndex:
    """Finds the profile of a message by its folded signature and the number it came from.

    `profiles` are the records of the pack; `fold` folds their names as messages are folded.
    """

    def __init__(self, profiles: Sequence[Mapping[str, Any]], fold: Callable[[str], str]) -> None:
        self.profiles = tuple(profiles)
        self._by_signature: dict[str, int] = {}
        self._exact: dict[str, int] = {}
        self._prefixes: list[tuple[str, int]] = []
        self._suffixes: list[tuple[str, int]] = []
        for number, profile in enumerate(self.profiles):
            for name in (profile["name"], *profile["signatures"]):
                self._by_signature.setdefault(fold(name), number)
            for port in profile["ports"]:
                self._add_port(port, number)
        self._longest = max((len(name) for name in self._by_signature), default=0)

    def _add_port(self, port: str, number: int) -> None:
        """``95555`` is exact, ``10690*`` a prefix, ``*95555`` a suffix."""
        if port.endswith("*"):
            self._prefixes.append((port[:-1], number))
        elif port.startswith("*"):
            self._suffixes.append((port[1:], number))
        else:
            self._exact[port] = number

    def match(self, signature: str | None, sender: str | None) -> SenderHit | None:
        """The profile that signature or number name; the signature wins where they differ. None for neither."""
        signed = None if signature is None else self._signed(signature)
        sent = None if not sender else self._sent(bare_number(sender))
        if signed is None and sent is None:
            return None
        number = sent if signed is None else signed
        return SenderHit(number or 0, signed is not None, sent == number)

    def _signed(self, signature: str) -> int | None:
        """By the whole signature, else by the longest name it begins with (招商银行信用卡 -> 招商银行)."""
        for size in range(min(len(signature), self._longest), _MIN_NAME - 1, -1):
            number = self._by_signature.get(signature[:size])
            if number is not None:
                return number
        return None

    def _sent(self, number: str) -> int | None:
        found = self._exact.get(number)
        if found is not None:
            return found
        for prefix, profile in self._prefixes:
            if number.startswith(prefix):
                return profile
        for suffix, profile in self._suffixes:
            if number.endswith(suffix) and not is_mobile(number):
                return profile
        return self._signed(number.lower()) if not number.isdigit() else None


def bare_number(sender: str) -> str:
    """A sender number without +86, spaces and dashes; a name as it stands."""
    bare = sender.replace(" ", "").replace("-", "")
    for prefix in ("+86", "0086"):
        if bare.startswith(prefix):
            return bare[len(prefix) :]
    return bare[2:] if len(bare) == _LONG_MOBILE and bare.startswith("861") else bare


def is_mobile(number: str) -> bool:
    """Whether a bare number is a person's mobile: no bank or shop sends from one."""
    return len(number) == _MOBILE and number.isdigit() and number[0] == "1" and number[1] in "3456789"
