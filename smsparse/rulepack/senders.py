"""The sections by which senders are recognised and trusted: profiles and rules/trust.toml, folded and hashed.

    sender.ids      string table: the profiles' ids
    sender.titles   string table: their names, for people
    sender.profiles u32 x 3 a profile: bits (PROFILE_BITS), first of its tokens, how many
    sender.names    words: what profiles sign with -> profile
    sender.claimed  words: those of guarded profiles that are not ASCII -> profile
    sender.drawn    words: names with signs drawn alike put for one -> profile
    sender.signs    u32 x 2, sorted: a sign, what it is drawn like or 0 where it is dropped
    sender.ports    words: whole numbers in lower case -> place in sender.owners
    sender.starts   words: beginnings of numbers -> the same
    sender.ends     words: ends of numbers, backwards -> the same
    sender.hosts    words: hosts and ends of hosts -> the same
    sender.owners   i32: bits (HOST_BITS), how many profiles, their numbers; for each port and host
    sender.played   words: what a host that plays at a guarded profile holds -> the first such profile
    sender.tokens   u32 x 2 (start, length): what a host that plays at each profile holds
    sender.tails    u32 x 2 (start, length): what may follow a name in a signature
    sender.units    u32: the texts of tokens and tails

A table of words is said in words.py; the readers are in smsparse/senders/.
"""

from __future__ import annotations

from array import array

from smsparse.rulepack.words import MIN_WORD, string_table, word_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from smsparse.rulepack.records import Sender

#: Lists of industries in trust.toml in the order of their bits; two more say that a profile has hosts of its own, and a
#: number of the mainland.
PROFILE_BITS = ("guarded", "own_links", "hotlines", "relays", "never_relayed")
_LISTED, _DOMESTIC = 1 << 5, 1 << 6
#: Lists of hosts and ends in trust.toml in the order of their bits.
HOST_BITS = ("short_hosts", "public_hosts", "odd_ends", "second_levels")

#: A label or port shorter than this says nothing of whom a host imitates.
_MIN_TOKEN = 3
_MIN_DIGITS = 5
#: Shorter names are part of too many words to be imitated.
_MIN_IMITATED = 4
#: Signs put between those of a name.
_DROPPED = " .·-_*'、,"


def sender_sections(
    senders: Sequence[Sender], facts: Mapping[str, Any], fold: Callable[[str], str]
) -> dict[str, bytes]:
    """The sections of the profiles `senders` and the facts of trust.toml; `fold` folds as messages are folded."""
    return _Tables(senders, facts, fold).sections()


class _Tables:
    """What the sections share while they are written."""

    def __init__(self, senders: Sequence[Sender], facts: Mapping[str, Any], fold: Callable[[str], str]) -> None:
        self.senders = senders
        self.facts = {name: tuple(facts.get(name, ())) for name in (*PROFILE_BITS, *HOST_BITS, "common_words")}
        self.alike: tuple[str, ...] = tuple(map(str.lower, facts.get("look_alikes", ())))
        self.tails = [fold(tail) for tail in facts.get("signature_tails", ())]
        self.names: dict[str, int] = {}
        for number, sender in enumerate(senders):
            for name in (sender.name, *sender.signatures):
                self.names.setdefault(fold(name), number)
        self.names = {name: number for name, number in self.names.items() if len(name) >= MIN_WORD}
        self.units, self.owners = array("I"), array("i")

    def sections(self) -> dict[str, bytes]:
        signs = self._signs()
        tokens = [sorted(set(self._tokens_of(sender))) for sender in self.senders]
        return {
            "sender.ids": string_table([sender.id for sender in self.senders]),
            "sender.titles": string_table([sender.name for sender in self.senders]),
            "sender.names": word_table(self.names),
            "sender.claimed": word_table(
                {name: number for name, number in self.names.items() if self._guarded(number) and not name.isascii()}
            ),
            "sender.drawn": word_table(self._drawn(signs)),
            "sender.signs": array("I", [word for pair in sorted(signs.items()) for word in pair]).tobytes(),
            **self._port_sections(),
            "sender.hosts": word_table(self._hosts()),
            "sender.owners": self.owners.tobytes(),
            "sender.profiles": self._profiles(tokens).tobytes(),
            "sender.played": word_table(self._played(tokens)),
            "sender.tokens": self._texts([token for found in tokens for token in found]).tobytes(),
            "sender.tails": self._texts(self.tails).tobytes(),
            "sender.units": self.units.tobytes(),
        }

    def _guarded(self, number: int) -> bool:
        return self.senders[number].industry in self.facts["guarded"]

    def _texts(self, texts: Iterable[str]) -> array[int]:
        """(start, length) of each in sender.units, to which they are added."""
        spans = array("I")
        for text in texts:
            spans.extend((len(self.units), len(text)))
            self.units.extend(map(ord, text))
        return spans

    def _owned(self, bits: int, profiles: Sequence[int]) -> int:
        """Where bits and profiles stand in sender.owners, to which they are added."""
        self.owners.extend((bits, len(profiles), *profiles))
        return len(self.owners) - len(profiles) - 2

    def _profiles(self, tokens: Sequence[Sequence[str]]) -> array[int]:
        words, first = array("I"), 0
        for sender, found in zip(self.senders, tokens, strict=True):
            bits = sum(1 << bit for bit, name in enumerate(PROFILE_BITS) if sender.industry in self.facts[name])
            bits |= _LISTED if sender.hosts else 0
            bits |= _DOMESTIC if any(port.strip("*").isdigit() for port in sender.ports) else 0
            words.extend((bits, first, len(found)))
            first += len(found)
        return words

    # ---- signatures

    def _signs(self) -> dict[int, int]:
        """Signs drawn or said alike -> the first of their group; signs put between those of a name -> 0."""
        signs = dict.fromkeys(map(ord, _DROPPED), 0)
        signs.update({ord(sign): ord(group[0]) for group in self.alike for sign in group})
        return signs

    def _drawn(self, signs: Mapping[int, int]) -> dict[str, int]:
        table = {sign: to or None for sign, to in signs.items()}
        drawn = {name.translate(table): number for name, number in self.names.items() if len(name) >= _MIN_IMITATED}
        return {name: number for name, number in drawn.items() if len(name) >= MIN_WORD}

    # ---- numbers

    def _port_sections(self) -> dict[str, bytes]:
        """``95555`` is a whole number, ``10690*`` a beginning, ``*95555`` an end."""
        kinds: dict[str, dict[str, list[int]]] = {"sender.ports": {}, "sender.starts": {}, "sender.ends": {}}
        for number, sender in enumerate(self.senders):
            for port in map(str.lower, sender.ports):
                kind = "starts" if port.endswith("*") else "ends" if port.startswith("*") else "ports"
                word = port.strip("*")
                kinds[f"sender.{kind}"].setdefault(word[::-1] if kind == "ends" else word, []).append(number)
        return {
            name: word_table({word: self._owned(0, owners) for word, owners in words.items()})
            for name, words in kinds.items()
        }

    # ---- hosts

    def _hosts(self) -> dict[str, int]:
        bits: dict[str, int] = {}
        owners: dict[str, list[int]] = {}
        for bit, name in enumerate(HOST_BITS):
            for host in self.facts[name]:
                bits[host] = bits.get(host, 0) | 1 << bit
        for number, sender in enumerate(self.senders):
            for host in sender.hosts:
                owners.setdefault(host, []).append(number)
        return {host: self._owned(bits.get(host, 0), owners.get(host, ())) for host in sorted({*bits, *owners})}

    def _registered(self, host: str) -> str:
        """The label somebody registered: ``icbc`` of ``m.icbc.com.cn``."""
        labels = host.split(".")
        end = 3 if ".".join(labels[-2:]) in self.facts["second_levels"] else 2
        return labels[-end] if len(labels) >= end else labels[0]

    def _played(self, tokens: Sequence[Sequence[str]]) -> dict[str, int]:
        played: dict[str, int] = {}
        for number, found in enumerate(tokens):
            for token in found if self._guarded(number) else ():
                played.setdefault(token, number)
        return played

    def _tokens_of(self, sender: Sender) -> Iterator[str]:
        """What a host that plays at a profile would hold: its hosts' labels, service numbers, names in letters."""
        for host in sender.hosts:
            if host not in self.facts["public_hosts"]:
                yield from self._worth([self._registered(host)])
        yield from self._worth(port.strip("*") for port in sender.ports)
        yield from self._worth(name.lower() for name in sender.signatures if name.isascii() and name.isalnum())

    def _worth(self, words: Iterable[str]) -> Iterator[str]:
        for word in words:
            if len(word) >= (_MIN_DIGITS if word.isdigit() else _MIN_TOKEN) and word not in self.facts["common_words"]:
                yield word
