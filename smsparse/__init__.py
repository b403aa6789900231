"""smsparse understands incoming SMS offline: category, typed fields with spans, a smart card with the sender's menu.

    >>> import smsparse
    >>> result = smsparse.parse("【示例银行】您的验证码是482913，5分钟内有效。")
    >>> result.category, result.fields["code"].value
    ('verification.other', '482913')

`parse` and `card` use one engine, made from the built-in rule pack and model when it is first needed; `Engine` makes
others.
"""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = [
    "CardContext",
    "Engine",
    "Field",
    "InvalidMessageError",
    "ParseResult",
    "SenderMatch",
    "SmsparseError",
    "Span",
    "card",
    "default_engine",
    "parse",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from smsparse._native import Field, ParseResult, SenderMatch, Span
    from smsparse.cards.model import Card, CardContext
    from smsparse.engine import Engine
    from smsparse.errors import InvalidMessageError, SmsparseError

#: Where a public name lives; it is imported when first asked for, so that importing the package costs next to nothing.
_HOMES = {
    "CardContext": "smsparse.cards.model",
    "Engine": "smsparse.engine",
    "Field": "smsparse._native",
    "InvalidMessageError": "smsparse.errors",
    "ParseResult": "smsparse._native",
    "SenderMatch": "smsparse._native",
    "SmsparseError": "smsparse.errors",
    "Span": "smsparse._native",
}

_engine: Engine | None = None


def default_engine() -> Engine:
    """The engine with the built-in pack and model, made once."""
    global _engine
    if _engine is None:
        from smsparse.engine import Engine

        _engine = Engine()
    return _engine


def parse(text: str, sender: str | None = None, received_at: str | int | None = None) -> ParseResult:
    """Parses one message with the default engine; see `Engine.parse`."""
    return (_engine or default_engine()).parse(text, sender, received_at)


def card(result: ParseResult, context: CardContext | None = None) -> Card:
    """The card of a result of the default engine; see `Engine.card`."""
    return default_engine().card(result, context)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'smsparse' has no attribute {name!r}")
    value = getattr(__import__(_HOMES[name], fromlist=[name]), name)  # importlib takes longer to load
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
