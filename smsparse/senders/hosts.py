"""Hosts of links: whose they are, and whether they imitate somebody's."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

#: A label or port shorter than this says nothing of whom a host imitates; three letters only between other signs.
_MIN_TOKEN = 3
_MIN_RUN_ON = 4
_MIN_DIGITS = 5
_IP_PARTS = 4
#: Letters for the signs drawn like them; ``i`` and ``l`` are one.
_DRAWN_ALIKE = str.maketrans("01i", "oll")


def host_of(url: str) -> str:
    """The host of a link as a message writes it, in lower case, without scheme, port, path and ``www.``."""
    rest = url.lower().partition("://")[2] or url.lower()
    for sign in "/?#":
        rest = rest.partition(sign)[0]
    return rest.rpartition("@")[2].partition(":")[0].removeprefix("www.")


def belongs(host: str, hosts: Iterable[str]) -> bool:
    """Whether `host` is one of `hosts` or below one."""
    return any(host == known or host.endswith("." + known) for known in hosts)


def is_address(host: str) -> bool:
    """Whether a host is an IPv4 address."""
    parts = host.split(".")
    return len(parts) == _IP_PARTS and all(part.isdigit() for part in parts)


class HostIndex:
    """Says of a host what it is to a profile. `facts` is rules/trust.toml."""

    def __init__(self, profiles: Sequence[Mapping[str, Any]], facts: Mapping[str, Any]) -> None:
        self._profiles = profiles
        self._known = {host for profile in profiles for host in profile["hosts"]}
        self._short = frozenset(facts.get("short_hosts", ()))
        self._public = frozenset(facts.get("public_hosts", ()))
        self._odd = frozenset(facts.get("odd_ends", ()))
        self._second_levels = frozenset(facts.get("second_levels", ()))
        self._common = frozenset(facts.get("common_words", ()))
        guarded = frozenset(facts.get("guarded", ()))
        self._tokens = [frozenset(self._tokens_of(profile)) for profile in profiles]
        self._brands = [
            (token, number)
            for number, profile in enumerate(profiles)
            if profile["industry"] in guarded
            for token in sorted(self._tokens[number])
        ]

    def kind(self, host: str, profile: int | None) -> str:
        """own | short | public | ip | known | look-alike | odd | unlisted | foreign, to `profile` or to nobody.

        Known: another profile's. Unlisted: the profile's own label on an ordinary end, which it may well have.
        """
        if belongs(host, self._short):
            return "short"
        if profile is not None and belongs(host, self._profiles[profile]["hosts"]):
            return "own"
        if belongs(host, self._public):
            return "public"
        if is_address(host):
            return "ip"
        if belongs(host, self._known):
            return "known"
        if profile is not None and self._imitates(host, self._tokens[profile]):
            return "look-alike"
        if self.is_odd(host):
            return "odd"
        return "unlisted" if profile is not None and self._registered(host) in self._tokens[profile] else "foreign"

    def is_odd(self, host: str) -> bool:
        """Whether a host has a top level that costs next to nothing."""
        return host.rpartition(".")[2] in self._odd

    def imitated(self, host: str) -> int | None:
        """The guarded profile a foreign host plays at: its label begins with, or holds apart, a name of it."""
        label, odd = self._registered(host), self.is_odd(host)
        for token, number in self._brands:
            if label == token and not odd:  # on an ordinary end it may be its owner's
                continue
            if holds_apart(host, token) or (len(token) >= _MIN_RUN_ON and label.startswith(token)):
                return number
        return None

    def _imitates(self, host: str, tokens: frozenset[str]) -> bool:
        """Whether a foreign host is made to be read as one of a profile with these tokens: one stands apart in it on an
        odd end (``icbc8.top``) or in a name with a dash (``icbc-pay.com``), or begins a whole name before another's
        (``12306.cn.example.com``), or is drawn with look-alike signs (``1cbc.com``).

        A token with other letters on an ordinary end may be its owner's (``e95555.cn``) and says nothing.
        """
        label, odd = self._registered(host), self.is_odd(host)
        drawn = label.translate(_DRAWN_ALIKE)
        for token in tokens:
            if (odd and holds_apart(host, token)) or ("-" in label and holds_apart(label, token)):
                return True
            if label != token and (holds_name(host, token) or drawn == token.translate(_DRAWN_ALIKE)):
                return True
        return False

    def _registered(self, host: str) -> str:
        """The label somebody registered: ``icbc`` of ``m.icbc.com.cn``."""
        labels = host.split(".")
        end = 3 if ".".join(labels[-2:]) in self._second_levels else 2
        return labels[-end] if len(labels) >= end else labels[0]

    def _tokens_of(self, profile: Mapping[str, Any]) -> Iterator[str]:
        """What a host that plays at a profile would hold: its hosts' labels, service numbers, names in letters."""
        for host in profile["hosts"]:
            if host not in self._public:
                yield from self._worth([self._registered(host)])
        yield from self._worth(port.strip("*") for port in profile["ports"])
        yield from self._worth(name.lower() for name in profile["signatures"] if name.isascii() and name.isalnum())

    def _worth(self, words: Iterable[str]) -> Iterator[str]:
        for word in words:
            if len(word) >= (_MIN_DIGITS if word.isdigit() else _MIN_TOKEN) and word not in self._common:
                yield word


def holds_apart(host: str, token: str) -> bool:
    """Whether a token stands in a host between signs of another kind than its own: letters, or digits."""
    alike = str.isdigit if token.isdigit() else str.isalpha
    at = host.find(token)
    while at >= 0:
        if not alike(host[at - 1 : at]) and not alike(host[at + len(token) : at + len(token) + 1]):
            return True
        at = host.find(token, at + 1)
    return False


def holds_name(host: str, token: str) -> bool:
    """Whether a whole host name that begins with a token stands before the rest: ``12306.cn.example.com``."""
    return any(f".{token}.{end}." in f".{host}" for end in ("com", "cn", "net", "gov"))
