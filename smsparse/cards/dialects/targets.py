"""What actions lead to, in the forms platforms ask for: links that may be opened, numbers, times."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from smsparse.cards.model import link_host

if TYPE_CHECKING:
    from smsparse.cards.dialects.report import Report
    from smsparse.cards.model import Action

_SEPARATORS = str.maketrans("", "", " -")
_E164 = re.compile(r"\+[1-9][0-9]{2,14}")
_TRUNK_ZERO = frozenset({"86", "886"})


def refused_link(url: str) -> str | None:
    """Why a link is not passed on, None if it may be: https alone, and no host whose name is drawn with other letters
    than those it is written in (``xn--``), which is how one host is made to look like another."""
    host = link_host(url)
    if host is None:
        return "no https address"
    if any(label.startswith("xn--") for label in host.split(".")):
        return "a host whose letters are not what they look like"
    return None


def dialled(number: str) -> str:
    """A phone number without spaces and hyphens."""
    return number.translate(_SEPARATORS)


def e164(number: str, calling_code: str | None) -> str | None:
    """The number as E.164; a national one needs the calling code of its region. None where that gives none."""
    digits = dialled(number)
    if not digits.startswith("+"):
        if not calling_code:
            return None
        digits = f"+{calling_code}{digits.removeprefix('0') if calling_code in _TRUNK_ZERO else digits}"
    return digits if _E164.fullmatch(digits) else None


def moment(iso: str) -> datetime | None:
    """A time or a date of ISO 8601; None for any other text."""
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        return None


def utc(iso: str) -> str | None:
    """The same as RFC 3339 in UTC; None without an offset, as it is not known then which moment that is."""
    found = moment(iso)
    if found is None or found.utcoffset() is None:
        return None
    try:
        return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    except OverflowError:
        return None


def wall_clock(iso: str) -> str | None:
    """``2026-03-05 14:03:00``: what a clock on the wall says, in the offset the time was written in."""
    found = moment(iso)
    return None if found is None else found.strftime("%Y-%m-%d %H:%M:%S").rjust(19, "0")


def tel_uri(number: str) -> str:
    """RFC 3966."""
    return f"tel:{dialled(number)}"


def sms_uri(number: str, body: str) -> str:
    """RFC 5724."""
    return f"sms:{dialled(number)}?body={quote(body, safe='')}"


def mail_uri(address: str, subject: str) -> str:
    """RFC 6068."""
    return f"mailto:{quote(address, safe='@')}" + (f"?subject={quote(subject, safe='')}" if subject else "")


def geo_uri(place: str) -> str:
    """A place to search for: the form with a query that Android documents on top of RFC 5870."""
    return f"geo:0,0?q={quote(place, safe='')}"


def action_uri(path: str, action: Action, report: Report) -> str | None:
    """The address that carries out an action; None where no address can."""
    match action.kind:
        case "open_url" | "view_image":
            return action.target
        case "dial":
            return tel_uri(action.target)
        case "send_sms":
            return sms_uri(action.target, report.param(path, action, "body"))
        case "email":
            return mail_uri(action.target, report.param(path, action, "subject"))
        case "map":
            return geo_uri(report.target(path, action))
    return None
