"""Contacts: phone numbers and web addresses."""

from __future__ import annotations

from smsparse.entities.context import NOTHING, Resolved

from .numerals import fold, lower

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

MAX_PHONE: Final = 40
MAX_URL: Final = 2048

_PHONE_SEPARATORS: Final = {ord(c): None for c in "-()（）./·‐‑–—−\u00a0"}
_EXTENSIONS: Final = ("转", "轉", "分机", "分機", "ext.", "ext", "x", ",")
_NEVER_OPENED: Final = frozenset(("javascript", "data", "file", "vbscript", "about", "blob"))
_TRAILING: Final = ".,;:!?'\")]}>、，。；：！？）】》」』”’"
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # ！ to ～ are ! to ~
DEFAULT_PORTS: Final = {"http": ":80", "https": ":443"}


def resolve_phone(text: str) -> Resolved:
    """Digits only, a leading + kept (00 at the front of an international number is +); an extension as `;ext=`.

    A masked or lettered number is None.
    """
    if len(text) > MAX_PHONE:
        return NOTHING
    folded = "".join(lower(fold(text)).split())
    number, extension = _split_extension(folded)
    number = number.translate(_PHONE_SEPARATORS)
    if number.startswith("0086"):
        number = "+" + number[2:]
    digits = number.removeprefix("+")
    if not (_is_digits(digits) and 3 <= len(digits) <= 20) or (extension and not _is_digits(extension)):
        return NOTHING
    return Resolved(f"{number};ext={extension}" if extension else number)


def _split_extension(text: str) -> tuple[str, str]:
    for mark in _EXTENSIONS:
        number, found, extension = text.partition(mark)
        if found and number:
            return number, extension.strip("-:")
    return text, ""


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def resolve_url(text: str) -> Resolved:
    """Scheme and host in lower case, the default port dropped, punctuation that closes the sentence trimmed.

    A bare host gets `http://`, as the usual linkifiers do. Script and file schemes and text with white space are None.
    """
    if len(text) > MAX_URL:
        return NOTHING
    url = text.translate(_FULL_WIDTH).strip().rstrip(_TRAILING)
    scheme, separator, rest = url.partition("://")
    if not separator:
        scheme, rest = "http", url
    scheme = lower(fold(scheme))
    cut = min((i for i in map(rest.find, "/?#") if i >= 0), default=len(rest))
    host, path = lower(fold(rest[:cut])).replace("。", "."), rest[cut:]
    host = host.removesuffix(DEFAULT_PORTS.get(scheme, "\0"))
    if not _is_scheme(scheme) or scheme in _NEVER_OPENED or not _is_clean(host + path):
        return NOTHING
    if scheme in DEFAULT_PORTS and "." not in host:
        return NOTHING
    return Resolved(f"{scheme}://{host}{path}") if host or path else NOTHING


def _is_scheme(text: str) -> bool:
    return text.isascii() and text[:1].isalpha() and all(c.isalnum() or c in "+-." for c in text)


def _is_clean(text: str) -> bool:
    return not any(c.isspace() or c < " " or c in '<>"\x7f' or "\ud800" <= c <= "\udfff" for c in text)
