"""The figures of CARD.md, written between its two marks from the manifest, so that the card cannot say otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

OPEN, CLOSE = "<!-- figures -->", "<!-- end of figures -->"
_SETS = {
    "dev": "real messages of 2013–2016",
    "dev_no_neighbour": "those of them that resemble no other labelled message",
    "dev_before_rounding": "the same before rounding to whole numbers",
    "modern": "bank, code and pick-up messages of 2020–2026",
    "synth": "made messages, one of each wording, no wording seen",
}


def fill_card(path: Path, manifest: Mapping[str, Any]) -> None:
    """Replaces what stands between the marks. Raises ValueError if a mark is missing."""
    head, _, rest = path.read_text("utf-8").partition(OPEN)
    _, closed, tail = rest.partition(CLOSE)
    if not closed:
        raise ValueError(f"{path.name}: expected {OPEN} and {CLOSE}")
    path.write_text(f"{head}{OPEN}\n" + "\n".join(_lines(manifest)) + f"\n{CLOSE}{tail}", "utf-8")


def _lines(manifest: Mapping[str, Any]) -> Iterator[str]:
    figures = manifest["figures"]
    confidence = figures["confidence"]
    yield from ("| set | messages | L1 accuracy | L1 macro-F1 | L1.L2 accuracy |", "|---|---|---|---|---|")
    for name, title in _SETS.items():
        yield _row(title, figures[name])
    yield from ("", "Made messages of unseen wordings, by L1:", "")
    yield from ("| L1 | wordings | L1 right | L1.L2 right |", "|---|---|---|---|")
    for name, row in figures["synth_by_l1"].items():
        yield f"| {name} | {row['rows']} | {row['l1_accuracy']:.3f} | {row['pair_accuracy']:.3f} |"
    yield from ("", "The whole pipeline, rules and model, out of fold:", "")
    yield from ("| set | messages | L1 accuracy | L1 macro-F1 | L1.L2 accuracy |", "|---|---|---|---|---|")
    for name, row in figures["pipeline"].items():
        yield _row(_SETS[name], row)
    yield from ("", f"Confidence in L1.L2 on the two sets of real messages together ({_fusion(manifest)}):")
    yield f"expected calibration error {confidence['expected_calibration_error']}, Brier score {confidence['brier']},"
    yield f"{confidence['coverage_at_99']:.0%} of messages can be taken at 99 % precision,"
    yield f"{confidence['coverage_at_98']:.0%} at 98 %; the model abstains below {manifest['threshold']}."
    yield from ("", "| mean confidence | share right | messages |", "|---|---|---|")
    yield from (f"| {told:.3f} | {right:.3f} | {rows} |" for told, right, rows in confidence["reliability"])
    yield from ("", "By pair, over labelled messages and one made message of each wording:", "")
    yield from ("| pair | precision | recall | messages |", "|---|---|---|---|")
    for pair, row in figures["by_pair"].items():
        yield f"| {pair} | {row['precision']:.2f} | {row['recall']:.2f} | {row['support']} |"


def _fusion(manifest: Mapping[str, Any]) -> str:
    offset, slope, rule_offset, rule_slope = manifest["fusion"]
    return f"log-odds {offset} + {slope} m where the model decides, the rule's own + {rule_offset} + {rule_slope} m where a rule does"


def _row(title: str, row: Mapping[str, float]) -> str:
    shares = (row["l1_accuracy"], row["l1_macro_f1"], row["pair_accuracy"])
    return f"| {title} | {row['rows']} | " + " | ".join(f"{share:.3f}" for share in shares) + " |"
