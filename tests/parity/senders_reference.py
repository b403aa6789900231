"""The plain reference of smsparse/senders/: profiles, hosts and trust with dictionaries, sets and texts.

What it says is what rules/trust.toml and DESIGN.md say; the compiled functions must give the same.
"""

from __future__ import annotations

# ---- profiles

_MIN_NAME = 2
#: Of a longer sender the beginning counts.
MAX_NUMBER = 64
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

    def __init__(self, number, by_signature, by_port):
        self.number = number
        self.by_signature = by_signature
        self.by_port = by_port


class SenderIndex:
    """Finds the profile of a message by its folded signature and the number it came from.

    `profiles` are the records of the pack; `fold` folds their names as messages are folded.
    """

    def __init__(self, profiles, fold):
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

    def _add_port(self, port, number):
        """``95555`` is exact, ``10690*`` a prefix, ``*95555`` a suffix."""
        if port.endswith("*"):
            self._prefixes.setdefault(port[:-1], []).append(number)
        elif port.startswith("*"):
            self._suffixes.setdefault(port[1:], []).append(number)
        else:
            self._exact.setdefault(port.lower(), []).append(number)

    def match(self, signature, sender):
        """The profile that signature or number name; the signature wins where they differ. None for neither."""
        sender = None if sender is None else sender[:MAX_NUMBER]
        signed = None if signature is None else self.signed(signature)
        sent = () if not sender else self.sent(bare_number(sender))
        if signed is not None:
            return SenderHit(signed, True, signed in sent)
        if sent:
            return SenderHit(sent[0], False, True)
        # a name in letters anybody may choose: it names, but is no port
        named = None if not sender or not _is_name(sender) else self.signed(sender.lower())
        return None if named is None else SenderHit(named, False, False)

    def signed(self, signature):
        """By the whole signature, else by the longest name it begins with (招商银行信用卡 -> 招商银行)."""
        for size in range(min(len(signature), self._longest), _MIN_NAME - 1, -1):
            number = self.names.get(signature[:size])
            if number is not None:
                return number
        return None

    def sent(self, number):
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


def bare_number(sender):
    """A sender number without +86, spaces and dashes; a name as it stands."""
    bare = sender[:MAX_NUMBER].replace(" ", "").replace("-", "")
    for prefix in ("+86", "0086"):
        if bare.startswith(prefix):
            return bare[len(prefix) :]
    return bare[2:] if len(bare) == _LONG_MOBILE and bare.startswith("861") else bare


def is_mobile(number):
    """Whether a bare number is a person's mobile: no bank or shop sends from one."""
    return len(number) == _MOBILE and number.isdigit() and number[0] == "1" and number[1] in "3456789"


def is_abroad(number):
    """Whether a bare number is one of another country (+86 and 0086 are gone from it)."""
    return number.startswith(_ABROAD) and number.lstrip("+").isdigit()


def _is_name(sender):
    """Whether what the message came from is a name in letters and no number."""
    return any(char.isalpha() for char in sender)


# ---- hosts

#: A label or port shorter than this says nothing of whom a host imitates; three letters only between other signs.
_MIN_TOKEN = 3
_MIN_RUN_ON = 4
_MIN_DIGITS = 5
_IP_PARTS = 4
#: Letters for the signs drawn like them; ``i`` and ``l`` are one.
_DRAWN_ALIKE = str.maketrans("01i", "oll")


def host_of(url):
    """The host of a folded link without scheme, port, path and ``www.``."""
    scheme, _, behind = url.partition("://")
    rest = behind if behind and scheme.isalpha() else url
    for sign in "/?#":
        rest = rest.partition(sign)[0]
    return rest.rpartition("@")[2].partition(":")[0].removeprefix("www.")


def belongs(host, hosts):
    """Whether `host` is one of `hosts` or below one."""
    return any(host == known or host.endswith("." + known) for known in hosts)


def is_address(host):
    """Whether a host is an IPv4 address."""
    parts = host.split(".")
    return len(parts) == _IP_PARTS and all(part.isdigit() for part in parts)


class HostIndex:
    """Says of a host what it is to a profile. `facts` is rules/trust.toml."""

    def __init__(self, profiles, facts):
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

    def kind(self, host, profile):
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

    def is_odd(self, host):
        """Whether a host has a top level that costs next to nothing."""
        return host.rpartition(".")[2] in self._odd

    def imitated(self, host):
        """The guarded profile a foreign host plays at: its label begins with, or holds apart, a name of it."""
        label, odd = self._registered(host), self.is_odd(host)
        for token, number in self._brands:
            if label == token and not odd:  # on an ordinary end it may be its owner's
                continue
            if holds_apart(host, token) or (len(token) >= _MIN_RUN_ON and label.startswith(token)):
                return number
        return None

    def _imitates(self, host, tokens):
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

    def _registered(self, host):
        """The label somebody registered: ``icbc`` of ``m.icbc.com.cn``."""
        labels = host.split(".")
        end = 3 if ".".join(labels[-2:]) in self._second_levels else 2
        return labels[-end] if len(labels) >= end else labels[0]

    def _tokens_of(self, profile):
        """What a host that plays at a profile would hold: its hosts' labels, service numbers, names in letters."""
        for host in profile["hosts"]:
            if host not in self._public:
                yield from self._worth([self._registered(host)])
        yield from self._worth(port.strip("*") for port in profile["ports"])
        yield from self._worth(name.lower() for name in profile["signatures"] if name.isascii() and name.isalnum())

    def _worth(self, words):
        for word in words:
            if len(word) >= (_MIN_DIGITS if word.isdigit() else _MIN_TOKEN) and word not in self._common:
                yield word


def holds_apart(host, token):
    """Whether a token stands in a host between signs of another kind than its own: letters, or digits."""
    alike = str.isdigit if token.isdigit() else str.isalpha
    at = host.find(token)
    while at >= 0:
        if not alike(host[at - 1 : at]) and not alike(host[at + len(token) : at + len(token) + 1]):
            return True
        at = host.find(token, at + 1)
    return False


def holds_name(host, token):
    """Whether a whole host name that begins with a token stands before the rest: ``12306.cn.example.com``."""
    return any(f".{token}.{end}." in f".{host}" for end in ("com", "cn", "net", "gov"))


# ---- trust

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

    def __init__(self, reason, text, phone):
        self.reason = reason
        self.text = text
        self.phone = phone


class TrustJudge:
    """Judges messages by the profiles of `index` and the facts of rules/trust.toml.

    Signatures, links and texts are given folded, numbers and names of senders as they came.
    """

    def __init__(self, index, facts, fold):
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

    def _is(self, profile, industries):
        """Whether a profile's industry is in one of the lists of trust.toml."""
        return self._industries[profile] in self._sets[industries]

    # ---- what rules ask while a message is parsed

    def contradiction(self, hit, signature, sender, links, text):
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

    def calls_a_person(self, hit, phone):
        """Whether a signed message of a sender that has a hotline wants somebody's mobile called."""
        return hit is not None and hit.by_signature and self._is_strange_call(hit.number, phone)

    def owns(self, profile, links):
        """Whether every one of the links leads to hosts of the profile."""
        return all(self._hosts.kind(host_of(link), profile) == "own" for link in links)

    def _contradicts_nobody(self, signature, sender, hosts, text):
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
        hit,
        signature,
        sender,
        links,
        urging,
    ):
        """(profile, certified | consistent | unknown | suspect, reasons), or None where nobody can be named."""
        hosts = [host_of(link) for link in links]
        profile, reasons = self._named(hit, signature, hosts, urging)
        if profile is None:
            return None
        reasons |= self._of_number(profile, hit, sender) | self._of_links(profile, hosts)
        if urging is not None:
            reasons |= self._of_urging(profile, urging)
        return profile, self._trust(profile, reasons), tuple(reason for reason in REASONS if reason in reasons)

    def _named(self, hit, signature, hosts, urging):
        """The profile a message names, and how: recognised, imitated, or claimed by one that urges."""
        if hit is not None:
            return hit.number, self._of_signature(hit, signature)
        imitated = self._imitated(signature)
        if imitated is not None:
            return imitated, {"look-alike-signature"}
        return (None, set()) if urging is None else (self._claimed(hosts, urging.text), {"claim"})

    def _trust(self, profile, reasons):
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

    def _of_signature(self, hit, signature):
        """A name of the profile signs, alone or with a tail of its own; with another tail it nearly does."""
        if not hit.by_signature or signature is None:
            return set()
        signs = signature in self._index.names or signature.endswith(self._tails)
        return {"signature" if signs else "near-signature"}

    def _of_number(self, profile, hit, sender):
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

    def _of_links(self, profile, hosts):
        """`host` where all links are the profile's own. Without a list of hosts none can be told to be foreign."""
        reasons = {_LINK_REASONS[self._hosts.kind(host, profile)] for host in hosts}
        if "foreign-host" in reasons and not self._listed[profile]:
            reasons = reasons - {"foreign-host"} | {"unlisted-host"}
        return reasons if reasons <= {"host"} else reasons - {"host"}

    def _of_urging(self, profile, urging):
        strange = urging.phone is not None and self._is_strange_call(profile, urging.phone)
        return {urging.reason, "personal-phone"} if strange else {urging.reason}

    def _is_strange_call(self, profile, phone):
        return self._is(profile, "hotlines") and is_mobile(bare_number(phone))

    def _is_anothers(self, number, profile):
        """Whether a number is the port of another profile that relays nothing for this one."""
        owners = self._index.sent(number)
        relayed = not self._is(profile, "never_relayed") and any(self._is(owner, "relays") for owner in owners)
        return bool(owners) and profile not in owners and not relayed

    # ---- who is imitated or claimed

    def _imitated(self, signature):
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

    def _claimed(self, hosts, text):
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

    def _played_at(self, hosts):
        for host in hosts:
            number = self._hosts.imitated(host)
            if number is not None:
                return number
        return None
