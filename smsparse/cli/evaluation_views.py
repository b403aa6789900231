"""How the figures of an evaluation and its errors look on a terminal: text out, nothing written, nothing asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smsparse.cli.views import table, visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from smsparse.cli.views import Palette
    from smsparse.evaluation.scoring import Compared, WrongField

_HEADLINES = (("l1", "l1_accuracy"), ("l1 macro-F1", "l1_macro_f1"), ("l1.l2", "l2_accuracy"))
_COLUMNS = ("", "P", "95 %", "R", "95 %", "F1", "95 %", "n")


def figures_view(found: Mapping[str, Any], by_file: Mapping[str, Mapping[str, Any]], palette: Palette) -> str:
    """The figures, those of each file first where there are several."""
    parts = [f"{palette('heading', path)}\n{_headlines(told, palette)}" for path, told in by_file.items()]
    parts.append((palette("heading", "pooled") + "\n" if by_file else "") + _headlines(found, palette))
    tables = (("l1", found["l1"]), ("fields", found["fields"]), ("flags", found["flags"]))
    parts += [f"{palette('heading', name)}\n{_prf_table(rows, palette)}" for name, rows in tables if rows]
    if found["calibration"]:
        parts.append(f"{palette('heading', 'calibration of l1.l2')}\n{_calibration(found['calibration'], palette)}")
    return "\n\n".join(parts)


def _headlines(found: Mapping[str, Any], palette: Palette) -> str:
    unanswered = f", {found['unanswered']:,} without an answer, which is wrong" if found["unanswered"] else ""
    lines = [f"{found['rows']:,} messages, {found['n']:,} with a sure category{unanswered}"]
    shares = [(name, _share(found[key]), _interval(found["intervals"][key])) for name, key in _HEADLINES]
    lines.append(table(("", "", "95 %"), shares, palette))
    sums = {"codes to copy": found["otp_code"], "all fields": found["fields_micro"]}
    lines.append(_prf_table(sums, palette))
    if calibration := found["calibration"]:
        lines.append(
            f"  expected calibration error {calibration['expected_error']:.4f}, "
            f"Brier score {calibration['brier']:.4f}, coverage at 99 % precision {calibration['coverage_at_99']:.4f}"
        )
    return "\n".join(lines)


def _prf_table(rows: Mapping[str, Mapping[str, Any]], palette: Palette) -> str:
    cells = []
    for name, row in rows.items():
        spans = row["intervals"]
        shares = [cell for key in ("precision", "recall", "f1") for cell in (_share(row[key]), _interval(spans[key]))]
        cells.append((name, *shares, f"{row['support']:,}"))
    return table(_COLUMNS, cells, palette)


def _calibration(calibration: Mapping[str, Any], palette: Palette) -> str:
    rows = [
        (f"{one['rows']:,}", _share(one["confidence"]), _share(one["accuracy"]), _interval(one["interval"]))
        for one in calibration["bins"]
    ]
    return table(("messages", "confidence", "right", "95 %"), rows, palette)


def _share(value: float) -> str:
    return f"{value:.4f}"


def _interval(ends: Sequence[float]) -> str:
    return f"{ends[0]:.3f}–{ends[1]:.3f}"


def errors_view(wrong: Sequence[Compared], limit: int, palette: Palette) -> str:
    """The first `limit` wrong messages, and how many more there are."""
    if not wrong or not limit:
        return ""
    parts = [palette("heading", f"wrong messages: {len(wrong):,}"), *(_error(row, palette) for row in wrong[:limit])]
    if len(wrong) > limit:
        parts.append(f"and {len(wrong) - limit:,} more: --errors {len(wrong)}")
    return "\n" + "\n\n".join(parts) + "\n"


def _error(row: Compared, palette: Palette) -> str:
    lines = [_verdict(row, palette), "  " + visible(row.gold.text).replace("\n", "\n  ")]
    lines += [f"  {one.name}: {_texts(one)}" for one in row.wrong_fields]
    if row.wrong_flags:
        lines.append(f"  flags: {' '.join(row.wrong_flags)}")
    return "\n".join(lines)


def _verdict(row: Compared, palette: Palette) -> str:
    unsure = "" if row.gold.sure else " (not sure)"
    got = palette("good" if row.pair_right else "bad", row.label)
    by = f"  by {row.answer.decided_by}" if row.answer and row.answer.decided_by else ""
    confidence = "" if row.answer is None or row.confidence is None else f"  {row.confidence:.3f}"
    return f"{row.gold.id}  gold {row.gold.category}{unsure}  got {got}{by}{confidence}"


def _texts(one: WrongField) -> str:
    return f"wanted {_quoted(one.wanted)}, got {_quoted(one.got)}"


def _quoted(text: str | None) -> str:
    return "none" if text is None else f"«{visible(text)}»"
