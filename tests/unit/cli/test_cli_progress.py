"""Progress as plain lines: how many, how fast, how long still, and not more often than said."""

from __future__ import annotations

import io

from smsparse.cli.progress import LINE_EVERY, Progress, Totals


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def lines(size, steps, *, plain=True):
    """What is written for (seconds later, rows so far, done so far) steps."""
    stream, clock, totals = io.StringIO(), Clock(), Totals(noun="rows", errors=3)
    progress = Progress(stream, size=size, unit="rows", plain=plain, clock=clock)
    for seconds, rows, done in steps:
        clock.now += seconds
        totals.lines = rows
        progress.update(totals, done)
    progress.clear()
    return stream.getvalue().splitlines()


def test_a_line_now_and_then_tells_share_and_time_left():
    told = lines(
        40_000, [(1, 1000, 1000), (LINE_EVERY, 11_000, 11_000), (1, 12_000, 12_000), (LINE_EVERY, 22_000, 22_000)]
    )
    assert len(told) == 2
    assert told[0].startswith("11,000 rows, 3 errors, ")
    assert told[0].endswith(" rows/s, 27.5%, 0:00:29 left")
    assert told[1].endswith(", 55.0%, 0:00:18 left")


def test_without_a_size_no_share_is_told():
    (told,) = lines(0, [(1, 10, 0), (LINE_EVERY, 20, 0)])
    assert told.endswith(" rows/s")


def test_rows_of_an_earlier_run_do_not_count_for_the_rate():
    totals = Totals(1_000_000, done_before=1_000_000)
    assert totals.rate() == 0
    assert totals.summary().endswith(", 0 lines/s")


def test_nothing_is_written_unless_asked():
    assert lines(10, [(LINE_EVERY * 3, 10, 10)], plain=False) == []
