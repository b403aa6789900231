"""What an export is: a payload, and the report of everything of the card that the payload has not as it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from smsparse.cards.dialects.fitting import ELLIPSIS, cut, fits, measure, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from smsparse.cards.dialects.limits import Dialect, Limit
    from smsparse.cards.inputs import ResultLike
    from smsparse.cards.model import Action

    Member = TypeVar("Member")

    Payload = dict[str, Any] | list[Any] | str
    """What can be written as JSON, or a text."""

    Made = dict[str, Any] | str
    """A counterpart of an action, or why there is none."""

NO_COUNTERPART = "no counterpart"


@dataclass(frozen=True, slots=True)
class Loss:
    """``path``: where in the card, as ``rows[2]`` or ``menu.entries[0].entries[4]``. ``kind``: cut (part of a text is
    gone or changed), merged (it stands in another place or form) or dropped. ``reason``: one sentence, in English."""

    path: str
    kind: str
    reason: str

    def to_dict(self) -> dict[str, str]:
        return {"path": self.path, "kind": self.kind, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Exported:
    """A card in another format, with what that cost it."""

    payload: Payload
    loss: tuple[Loss, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"payload": self.payload, "loss": [loss.to_dict() for loss in self.loss]}


@dataclass(frozen=True, slots=True)
class Target:
    """Where an export goes, and what no card holds. ``words``: those of the locale; ``width``: columns of text."""

    dialect: Dialect
    locale: str
    words: Mapping[str, str]
    result: ResultLike | None
    region: str
    large_text: bool
    width: int


class Report:
    """Collects losses while a card is written, and fits its texts: every text of a card goes through here."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._losses: dict[Loss, None] = {}

    @property
    def losses(self) -> tuple[Loss, ...]:
        """In the order they were found, each once."""
        return tuple(self._losses)

    def cut(self, path: str, reason: str) -> None:
        self._losses[Loss(path, "cut", reason)] = None

    def merged(self, path: str, reason: str) -> None:
        self._losses[Loss(path, "merged", reason)] = None

    def dropped(self, path: str, reason: str) -> None:
        self._losses[Loss(path, "dropped", reason)] = None

    def text(self, path: str, text: str, limit: str = "") -> str:
        """The text without characters that steer, within the limit of that name (none: of any length). A text that
        holds anything leaves something: at the least an ellipsis."""
        return self.within(path, text, self._dialect.limits[limit] if limit else ())

    def within(self, path: str, text: str, limits: Sequence[Limit]) -> str:
        """The same with the limits themselves."""
        shown = plain(text)
        if shown != text:
            self.cut(path, "control characters are taken out")
        if text and not shown.strip():
            if shown == text:
                self.cut(path, "nothing but white space")
            return ELLIPSIS
        short = cut(shown, limits)
        if short != shown:
            self.cut(path, "longer than " + _listed(limits))
        return short

    def label(self, path: str, label: str, short: str, limit: str) -> str:
        """A menu's label, its short form where the label itself is too long."""
        limits = self._dialect.limits[limit]
        if not fits(plain(label), limits) and short.strip() and fits(plain(short), limits):
            self.cut(f"{path}.label", f"longer than {_listed(limits)}: the short label stands for it")
            return self.within(f"{path}.short", short, limits)
        return self.within(f"{path}.label", label, limits)

    def lines(self, lines: Sequence[tuple[str, str]], limit: str, *, taken: int = 0) -> str:
        """Lines, each with the path of what it says, as one text within the limit less what is taken of it. The first
        line that does not fit is cut, those behind it are dropped."""
        limits = self._dialect.limits[limit]
        reason = "no room left of " + _listed(limits)
        room = [replace(one, most=one.most - taken) for one in limits]
        kept: list[str] = []
        for path, line in lines:
            text = f"\n{line}" if kept else line
            short = cut(text, room) if all(one.most > 0 for one in room) else ""
            if short.strip() in ("", ELLIPSIS) and short != text:
                self.dropped(path, reason)
                room = [replace(one, most=0) for one in room]
            elif short != text:
                self.cut(path, reason)
                room = [replace(one, most=0) for one in room]
                kept.append(short)
            else:
                room = [replace(one, most=one.most - measure(text, one.counts)) for one in room]
                kept.append(short)
        return "".join(kept)

    def first(self, members: Sequence[Member], limit: str, path: Callable[[Member], str]) -> list[Member]:
        """As many members as the limit allows; those behind them are dropped."""
        most = self._dialect.most(limit)
        for member in members[most:]:
            self.dropped(path(member), f"at most {most} stand here")
        return list(members[:most])

    def counterpart(self, path: str, action: Action, make: Callable[[str, Action], Made]) -> dict[str, Any] | None:
        """What the dialect makes of an action, else of the first of its fallbacks that it can make anything of."""
        made = make(path, action)
        if isinstance(made, dict):
            return made
        for at, other in enumerate(action.fallbacks):
            instead = make(f"{path}.fallbacks[{at}]", other)
            if isinstance(instead, dict):
                self.merged(path, f"{action.kind}: {made}; its fallback {other.kind} stands for it")
                return instead
        self.dropped(path, f"{action.kind}: {made}")
        return None

    def acting(
        self, actions: Sequence[Action], most: int, make: Callable[[str, Action], Made]
    ) -> list[tuple[str, Action, dict[str, Any]]]:
        """The first actions of a card that have a counterpart, with path and counterpart; no more than so many."""
        found: list[tuple[str, Action, dict[str, Any]]] = []
        for at, action in enumerate(actions):
            path = f"actions[{at}]"
            if len(found) == most:
                self.dropped(path, f"at most {most} stand here")
                continue
            made = self.counterpart(path, action, make)
            if made is not None:
                found.append((path, action, made))
        return found

    def target(self, path: str, action: Action, limit: str = "") -> str:
        """The target of an action as a text that holds nothing that steers."""
        return self.text(f"{path}.target", action.target, limit)

    def param(self, path: str, action: Action, name: str, limit: str = "") -> str:
        """A param of an action, empty where it has none of that name."""
        return self.text(f"{path}.params.{name}", dict(action.params).get(name, ""), limit)


def _listed(limits: Sequence[Limit]) -> str:
    return " and ".join(
        f"{limit.most} {'width units' if limit.counts == 'width' else limit.counts}" for limit in limits
    )
