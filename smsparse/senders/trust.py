"""How far a sender is to be trusted: port, signature and the hosts of its links held against the profile.

A port alone never certifies, as base stations can forge it; a link to a foreign host always costs trust.
"""

from __future__ import annotations

from smsparse.senders.profiles import bare_number, is_mobile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from smsparse.senders.profiles import SenderHit


def host_of(url: str) -> str:
    """The host of a link as a message writes it, in lower case, without scheme, port, path and ``www.``."""
    rest = url.lower().partition("://")[2] or url.lower()
    for sign in "/?#":
        rest = rest.partition(sign)[0]
    return rest.rpartition("@")[2].partition(":")[0].removeprefix("www.")


def belongs(host: str, hosts: Sequence[str]) -> bool:
    """Whether `host` is one of `hosts` or below one."""
    return any(host == known or host.endswith("." + known) for known in hosts)


def judge(
    profile: Mapping[str, Any], hit: SenderHit, sender: str | None, url: str | None
) -> tuple[str, tuple[str, ...]]:
    """(certified | consistent | unknown | suspect, reasons) for a message that points to `profile`."""
    reasons = [word for word, holds in (("signature", hit.by_signature), ("port", hit.by_port)) if holds]
    foreign = url is not None and not belongs(host_of(url), profile["hosts"])
    mobile = sender is not None and is_mobile(bare_number(sender))
    if foreign:
        reasons.append("foreign-link")
    if mobile:
        reasons.append("mobile-number")
    if mobile and (foreign or hit.by_signature):
        return "suspect", tuple(reasons)
    if foreign:
        return "unknown", tuple(reasons)
    if hit.by_signature and hit.by_port:
        return "certified", tuple(reasons)
    return "consistent", tuple(reasons)
