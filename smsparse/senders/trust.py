"""How far a sender is to be trusted: port, signature, links and wording held against the profile (DESIGN.md, Trust).

A port alone never certifies, as base stations can forge it; a link to a foreign host always costs trust, and with a
wording that urges it makes the sender suspect.
"""

from __future__ import annotations

from smsparse.senders.hosts import HostIndex, host_of
from smsparse.senders.profiles import SenderHit, bare_number, is_abroad, is_mobile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from smsparse.senders.profiles import SenderIndex

#: How strongly links contradict the sender: rules with `distrust` ask for URGED, with `guarded` besides for GUARDED.
AGREES, URGED, GUARDED = range(3)

#: Every reason there is, in the order they are told.
REASONS = (
    "port", "signature", "sender-name", "host",
    "near-signature", "look-alike-signature", "claim",
    "other-port", "personal-number", "abroad-number", "personal-phone",
    "short-link", "other-host", "unlisted-host", "foreign-host", "odd-host", "ip-host", "look-alike-host",
    "act-now", "asks-secret",
)  # fmt: skip
#: What a link is to the profile -> the reason told.
_LINK_REASONS = {
    "own": "host", "short": "short-link", "public": "other-host", "known": "other-host", "unlisted": "unlisted-host",
    "foreign": "foreign-host", "odd": "odd-host", "ip": "ip-host", "look-alike": "look-alike-host",
}  # fmt: skip
#: Alone they make a sender suspect.
_SUSPECT = frozenset({"look-alike-host", "look-alike-signature", "act-now", "asks-secret"})
#: With a foreign link they do, or with a wording that urges and a link nobody can see through.
_DOUBTS = frozenset({"personal-number", "abroad-number"})
_FOREIGN = frozenset({"foreign-host", "odd-host", "ip-host", "look-alike-host"})
#: They leave a sender unknown; the next only keep it from being certified.
_UNKNOWN = _FOREIGN | _DOUBTS | {"other-port", "unlisted-host"}
_UNPROVEN = frozenset({"short-link", "other-host", "near-signature"})

#: Shorter names are part of too many words to be imitated.
_MIN_IMITATED = 4
#: Signs put between those of a name.
_DROPPED = dict.fromkeys(map(ord, " .·-_*'、,"))


class Urging:
    """A message that a rule with `distrust` decided: the reason, the folded text, the number to call as written."""

    __slots__ = ("phone", "reason", "text")

    def __init__(self, reason: str, text: str, phone: str | None) -> None:
        self.reason = reason
        self.text = text
        self.phone = phone


class TrustJudge:
    """Judges messages by the profiles of `index` and the facts of rules/trust.toml.

    Signatures, links and texts are given folded, numbers and names of senders as they came.
    """

    def __init__(self, index: SenderIndex, facts: Mapping[str, Any], fold: Callable[[str], str]) -> None:
        self._index = index
        self._industries = [profile["industry"] for profile in index.profiles]
        self._listed = [bool(profile["hosts"]) for profile in index.profiles]
        self._domestic = [any(port.strip("*").isdigit() for port in profile["ports"]) for profile in index.profiles]
        self._hosts = HostIndex(index.profiles, facts)
        self._sets = {
            name: frozenset(facts.get(name, ()))
            for name in ("guarded", "own_links", "hotlines", "relays", "never_relayed")
        }
        self._tails = tuple(fold(tail) for tail in facts.get("signature_tails", ()))
        self._drawn_alike = _DROPPED | {
            ord(sign): group[0] for group in map(str.lower, facts.get("look_alikes", ())) for sign in group
        }
        self._drawn = {
            name.translate(self._drawn_alike): number
            for name, number in index.names.items()
            if len(name) >= _MIN_IMITATED
        }

    def _is(self, profile: int, industries: str) -> bool:
        """Whether a profile's industry is in one of the lists of trust.toml."""
        return self._industries[profile] in self._sets[industries]

    # ---- what rules ask while a message is parsed

    def contradiction(
        self, hit: SenderHit | None, signature: str | None, sender: str | None, links: Sequence[str], text: str
    ) -> int:
        """How strongly the links of a message contradict who it says it is from: AGREES, URGED or GUARDED."""
        hosts = [host_of(link) for link in links]
        imitated = self._imitated(signature) if hit is None else None
        profile = imitated if hit is None else hit.number
        if profile is None:
            return self._contradicts_nobody(signature, sender, hosts, text)
        kinds = {self._hosts.kind(host, profile) for host in hosts}
        if kinds & {"look-alike", "odd", "ip"}:
            return GUARDED
        foreign = "foreign" in kinds and self._listed[profile]
        doubtful = imitated is not None or not _DOUBTS.isdisjoint(self._of_number(profile, hit, sender))
        if not foreign and not (doubtful and kinds - {"own", "public"}):
            return AGREES
        return GUARDED if self._is(profile, "own_links") else URGED

    def calls_a_person(self, hit: SenderHit | None, phone: str) -> bool:
        """Whether a signed message of a sender that has a hotline wants somebody's mobile called."""
        return hit is not None and hit.by_signature and self._is_strange_call(hit.number, phone)

    def owns(self, profile: int, links: Iterable[str]) -> bool:
        """Whether every one of the links leads to hosts of the profile."""
        return all(self._hosts.kind(host_of(link), profile) == "own" for link in links)

    def _contradicts_nobody(self, signature: str | None, sender: str | None, hosts: Sequence[str], text: str) -> int:
        """The same where signature and number are no profile's: the message may still play at one."""
        kinds = {self._hosts.kind(host, None) for host in hosts}
        if not kinds & {"foreign", "odd", "ip"}:
            return AGREES
        claimed = self._claimed(hosts, text)
        number = bare_number(sender or "")
        if claimed is None:
            return URGED if kinds & {"odd", "ip"} or is_mobile(number) or is_abroad(number) else AGREES
        if kinds & {"odd", "ip"} or is_mobile(number) or is_abroad(number) or self._played_at(hosts) is not None:
            return GUARDED
        return GUARDED if signature is None and self._is(claimed, "never_relayed") else AGREES

    # ---- what a result asks when its sender is read

    def verdict(
        self,
        hit: SenderHit | None,
        signature: str | None,
        sender: str | None,
        links: Sequence[str],
        urging: Urging | None,
    ) -> tuple[int, str, tuple[str, ...]] | None:
        """(profile, certified | consistent | unknown | suspect, reasons), or None where nobody can be named."""
        hosts = [host_of(link) for link in links]
        profile, reasons = self._named(hit, signature, hosts, urging)
        if profile is None:
            return None
        reasons |= self._of_number(profile, hit, sender) | self._of_links(profile, hosts)
        if urging is not None:
            reasons |= self._of_urging(profile, urging)
        return profile, self._trust(profile, reasons), tuple(reason for reason in REASONS if reason in reasons)

    def _named(
        self, hit: SenderHit | None, signature: str | None, hosts: Sequence[str], urging: Urging | None
    ) -> tuple[int | None, set[str]]:
        """The profile a message names, and how: recognised, imitated, or claimed by one that urges."""
        if hit is not None:
            return hit.number, self._of_signature(hit, signature)
        imitated = self._imitated(signature)
        if imitated is not None:
            return imitated, {"look-alike-signature"}
        return (None, set()) if urging is None else (self._claimed(hosts, urging.text), {"claim"})

    def _trust(self, profile: int, reasons: set[str]) -> str:
        """The verdict of a set of reasons; the table stands in DESIGN.md."""
        signed = not reasons.isdisjoint({"signature", "near-signature"})
        borrowed = "odd-host" in reasons or (signed and "personal-number" in reasons)
        doubted = not reasons.isdisjoint(_DOUBTS) and not reasons.isdisjoint(_FOREIGN)
        if doubted or not reasons.isdisjoint(_SUSPECT) or (borrowed and self._is(profile, "guarded")):
            return "suspect"
        if not reasons.isdisjoint(_UNKNOWN):
            return "unknown"
        return "certified" if reasons >= {"port", "signature"} and reasons.isdisjoint(_UNPROVEN) else "consistent"

    # ---- evidence, one kind a function

    def _of_signature(self, hit: SenderHit, signature: str | None) -> set[str]:
        """A name of the profile signs, alone or with a tail of its own; with another tail it nearly does."""
        if not hit.by_signature or signature is None:
            return set()
        signs = signature in self._index.names or signature.endswith(self._tails)
        return {"signature" if signs else "near-signature"}

    def _of_number(self, profile: int, hit: SenderHit | None, sender: str | None) -> set[str]:
        if hit is not None and hit.by_port:
            return {"port"}
        number = bare_number(sender or "")
        if is_mobile(number):
            return {"personal-number"}
        if is_abroad(number):
            return {"abroad-number"} if self._domestic[profile] else set()
        if hit is not None and not hit.by_signature:
            return {"sender-name"}
        return {"other-port"} if self._is_anothers(number, profile) else set()

    def _of_links(self, profile: int, hosts: Sequence[str]) -> set[str]:
        """`host` where all links are the profile's own. Without a list of hosts none can be told to be foreign."""
        reasons = {_LINK_REASONS[self._hosts.kind(host, profile)] for host in hosts}
        if "foreign-host" in reasons and not self._listed[profile]:
            reasons = reasons - {"foreign-host"} | {"unlisted-host"}
        return reasons if reasons <= {"host"} else reasons - {"host"}

    def _of_urging(self, profile: int, urging: Urging) -> set[str]:
        strange = urging.phone is not None and self._is_strange_call(profile, urging.phone)
        return {urging.reason, "personal-phone"} if strange else {urging.reason}

    def _is_strange_call(self, profile: int, phone: str) -> bool:
        return self._is(profile, "hotlines") and is_mobile(bare_number(phone))

    def _is_anothers(self, number: str, profile: int) -> bool:
        """Whether a number is the port of another profile that relays nothing for this one."""
        owners = self._index.sent(number)
        relayed = not self._is(profile, "never_relayed") and any(self._is(owner, "relays") for owner in owners)
        return bool(owners) and profile not in owners and not relayed

    # ---- who is imitated or claimed

    def _imitated(self, signature: str | None) -> int | None:
        """The profile whose name a signature that is nobody's imitates with look-alike signs."""
        if signature is None or len(signature) < _MIN_IMITATED:
            return None
        drawn = signature.translate(self._drawn_alike)
        shortest = len(drawn) if drawn.isascii() else _MIN_IMITATED  # a word in letters may begin another (Delivery)
        for size in range(len(drawn), shortest - 1, -1):
            number = self._drawn.get(drawn[:size])
            if number is not None:
                return number
        return None

    def _claimed(self, hosts: Sequence[str], text: str) -> int | None:
        """The guarded profile a message plays at: by its hosts, else by the name in Han characters that comes first."""
        played_at = self._played_at(hosts)
        if played_at is not None:
            return played_at
        found = [
            (at, -len(name), number)
            for name, number in self._index.names.items()
            if self._is(number, "guarded") and not name.isascii() and (at := text.find(name)) >= 0
        ]
        return min(found)[2] if found else None

    def _played_at(self, hosts: Sequence[str]) -> int | None:
        for host in hosts:
            number = self._hosts.imitated(host)
            if number is not None:
                return number
        return None
