"""A card in other formats, one module each, and what that costs it.

    export(card, "rbm", result) -> Exported(payload, loss)

- ``rbm``: Google RCS Business Messaging (AgentMessage)
- ``gsma``: bot message and persistent menu of a chatbot (5G messages)
- ``aim``: Huawei KooMessage (card template, service number menu)
- ``adaptive``: Microsoft Adaptive Cards 1.5
- ``jsonld``: schema.org
- ``html``: one self-contained page
- ``text``: a drawn box, or plain lines

``limits`` reads what a platform takes, ``fitting`` makes texts fit, ``report`` tells what was lost, ``wording`` and
``targets`` word what several dialects share. docs/dialects.md says what becomes of each part of a card.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smsparse.cards.dialects import adaptive, aim, gsma, html, jsonld, rbm, text
from smsparse.cards.dialects.limits import Dialect, Limit, builtin_dialects
from smsparse.cards.dialects.report import Exported, Loss, Report, Target
from smsparse.cards.model import LOCALES
from smsparse.errors import CardError

if TYPE_CHECKING:
    from collections.abc import Callable

    from smsparse.cards.dialects.report import Payload
    from smsparse.cards.inputs import ResultLike
    from smsparse.cards.model import Card

    Writer = Callable[[Card, Target, Report], Payload]

__all__ = ["DIALECTS", "Dialect", "Exported", "Limit", "Loss", "dialect", "export"]

_WRITERS: dict[str, Writer] = {
    "rbm": rbm.export,
    "gsma": gsma.export,
    "aim": aim.export,
    "adaptive": adaptive.export,
    "jsonld": jsonld.export,
    "html": html.export,
    "text": text.export,
}
DIALECTS = tuple(_WRITERS)
"""The names ``export`` takes."""


def export(
    card: Card,
    to: str,
    result: ResultLike | None = None,
    *,
    locale: str = LOCALES[0],
    region: str = "CN",
    large_text: bool = False,
    width: int = text.DEFAULT_WIDTH,
) -> Exported:
    """The card as a dialect has it, within the dialect's limits, with a report of everything that is not as it was.

    ``result`` gives what no card holds: the category for ``messageTrafficType``, values for JSON-LD, the text of the
    message for ``fallbackText``. ``locale``: of the few words an export adds. ``region``: ISO 3166-1 alpha-2, for phone
    numbers without a country code. ``large_text``: of the page. ``width``: columns of the drawing; 0 for plain lines.
    Raises CardError for a dialect or a locale that is none.
    """
    data = builtin_dialects()
    if locale not in data.words:
        raise CardError(expected="one of " + ", ".join(LOCALES), got=repr(locale), at="locale")
    of = dialect(to)
    report = Report(of)
    target = Target(of, locale, data.words[locale], result, region, large_text, width)
    payload = _WRITERS[to](card, target, report)
    return Exported(payload, report.losses)


def dialect(name: str) -> Dialect:
    """The limits of a dialect with their sources, and its settings. Raises CardError for a name that is none."""
    if name not in _WRITERS:
        raise CardError(expected="one of " + ", ".join(DIALECTS), got=repr(name), at="to")
    return builtin_dialects().dialects[name]
