"""Sender profiles of the pack, indexed by signature and by port."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

_MIN_NAME = 2
_MOBILE = 11
_LONG_MOBILE = 13  # with 86 before it
_ABROAD = ("+", "00")
#: Before a name in Hong Kong: the operators let only who registered the name send under it.
_REGISTERED = "#"
#: How a channel number begins before the service number it ends in: 106…95588, or an area code.
_CHANNEL = ("10", "0")


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
        #: Folded name -> number of the profile.
        self.names: dict[str, int] = {}
        self._exact: dict[str, list[int]] = {}
        self._prefixes: dict[str, list[int]] = {}
        self._suffixes: dict[str, list[int]] = {}
        for number, profile in enumerate(self.profiles):
            for name in (profile["name"], *profile["signatures"]):
                self.names.setdefault(fold(name), number)
            for port in profile["ports"]:
                self._add_port(port, number)
        self._longest = max((len(name) for name in self.names), default=0)
        self._prefix_sizes = sorted({len(prefix) for prefix in self._prefixes}, reverse=True)
        self._suffix_sizes = sorted({len(suffix) for suffix in self._suffixes}, reverse=True)

    def _add_port(self, port: str, number: int) -> None:
        """``95555`` is exact, ``10690*`` a prefix, ``*95555`` a suffix."""
        if port.endswith("*"):
            self._prefixes.setdefault(port[:-1], []).append(number)
        elif port.startswith("*"):
            self._suffixes.setdefault(port[1:], []).append(number)
        else:
            self._exact.setdefault(port.lower(), []).append(number)

    def match(self, signature: str | None, sender: str | None) -> SenderHit | None:
        """The profile that signature or number name; the signature wins where they differ. None for neither."""
        signed = None if signature is None else self.signed(signature)
        sent = () if not sender else self.sent(bare_number(sender))
        if signed is not None:
            return SenderHit(signed, True, signed in sent)
        if sent:
            return SenderHit(sent[0], False, True)
        # a name in letters anybody may choose: it names, but is no port
        named = None if not sender or not _is_name(sender) else self.signed(sender.lower())
        return None if named is None else SenderHit(named, False, False)

    def signed(self, signature: str) -> int | None:
        """By the whole signature, else by the longest name it begins with (招商银行信用卡 -> 招商银行)."""
        for size in range(min(len(signature), self._longest), _MIN_NAME - 1, -1):
            number = self.names.get(signature[:size])
            if number is not None:
                return number
        return None

    def sent(self, number: str) -> Sequence[int]:
        """Every profile that has the bare number `number` as a port: by the whole of it, by its start, by its end."""
        if number.startswith(_REGISTERED):
            named = self.signed(number[1:].lower())
            return () if named is None else (named,)
        found = list(self._exact.get(number.lower(), ()))
        for size in self._prefix_sizes:
            found += self._prefixes.get(number[:size], ())
        if number.startswith(_CHANNEL) and not is_abroad(number):
            for size in self._suffix_sizes:
                found += self._suffixes.get(number[-size:], ())
        return found


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


def is_abroad(number: str) -> bool:
    """Whether a bare number is one of another country (+86 and 0086 are gone from it)."""
    return number.startswith(_ABROAD) and number.lstrip("+").isdigit()


def _is_name(sender: str) -> bool:
    """Whether what the message came from is a name in letters and no number."""
    return any(char.isalpha() for char in sender)
