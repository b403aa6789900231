"""How far a command is, for people: a bar or plain lines while it runs, a summary at its end; on standard error."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

_TOP = 5
#: Between two plain lines, in seconds.
LINE_EVERY = 10.0


@dataclass(slots=True)
class Totals:
    """What the summary tells. `done_before`: of `lines`, those of an earlier run that this one goes on from."""

    lines: int = 0
    errors: int = 0
    categories: Counter[str] = field(default_factory=Counter)
    started: float = field(default_factory=time.perf_counter)
    done_before: int = 0
    noun: str = "lines"

    def rate(self) -> float:
        """Lines a second of this run."""
        seconds = time.perf_counter() - self.started
        return (self.lines - self.done_before) / seconds if seconds > 0 else 0.0

    def summary(self) -> str:
        rate, seconds = self.rate(), time.perf_counter() - self.started
        top = ", ".join(f"{category} {count:,}" for category, count in self.categories.most_common(_TOP))
        counts = f"{self.lines:,} {self.noun}, {self.errors:,} errors, {seconds:.2f} s, {rate:,.0f} {self.noun}/s"
        return f"{counts}\n{top}" if top else counts


class Progress:
    """A tqdm bar on a terminal (extra ``cli``); elsewhere nothing, or a line now and then if `plain`.

    `size` is in `unit`, 0 if unknown; `done` of `update` is in the same.
    """

    def __init__(
        self,
        stream: TextIO,
        *,
        size: int = 0,
        unit: str = "B",
        shown: bool = False,
        plain: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bar: Any = None
        self._stream, self._size, self._clock = stream, size, clock
        self._first: tuple[float, int] | None = None
        self._next_line = clock() + LINE_EVERY if plain else float("inf")
        if shown and find_spec("tqdm"):
            from tqdm import tqdm

            unit = unit if unit == "B" else f" {unit}"
            self._bar = tqdm(file=stream, total=size or None, unit=unit, unit_scale=True, leave=False)
            self._next_line = float("inf")

    def update(self, totals: Totals, done: int) -> None:
        now = self._clock()
        self._first = self._first or (now, done)
        if self._bar is not None:
            self._bar.set_postfix_str(f"{totals.lines:,} {totals.noun}, {totals.rate():,.0f}/s", refresh=False)
            self._bar.update(done - self._bar.n)
        elif now >= self._next_line:
            self._next_line = now + LINE_EVERY
            self._stream.write(self._line(totals, now, done) + "\n")
            self._stream.flush()

    def _line(self, totals: Totals, now: float, done: int) -> str:
        told = f"{totals.lines:,} {totals.noun}, {totals.errors:,} errors, {totals.rate():,.0f} {totals.noun}/s"
        started, first = self._first or (now, done)
        if not self._size or done <= first:
            return told
        left = max(0, round((now - started) * (self._size - done) / (done - first)))
        return f"{told}, {done / self._size:.1%}, {left // 3600}:{left // 60 % 60:02}:{left % 60:02} left"

    def clear(self) -> None:
        if self._bar is not None:
            self._bar.close()
