"""Russian bank messages: is the amount right, and is none taken from messages that move no money?

    python -m benchmarks.accuracy.russian --data FILE [--errors N]

FILE is JSON Lines: `text`; `label`, "txn:<type>" or anything else for a message that is no transaction; for
transactions `fields.amount`, a decimal without sign. Intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import argparse
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import smsparse

#: What moves money. A declined or coming payment has an amount too, but under another category.
MOVES = ("finance.debit", "finance.credit", "finance.transfer", "finance.refund")
#: Categories that agree with a type of the labels; types not named here agree with each of MOVES.
AGREES = {
    "expense": ("finance.debit",),
    "payment": ("finance.debit", "finance.transfer"),
    "service_pay": ("finance.debit",),
    "cash_atm": ("finance.debit",),
    "popolnenie": ("finance.credit", "finance.transfer"),
    "zachislenie": ("finance.credit",),
    "vozvrat": ("finance.refund",),
}


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share, by Wilson's score."""
    if not total:
        return 0.0, 1.0
    z, share = 1.96, hits / total
    centre = share + z * z / (2 * total)
    half = z * (share * (1 - share) / total + z * z / (4 * total * total)) ** 0.5
    scale = 1 + z * z / total
    return (centre - half) / scale, (centre + half) / scale


def amount_of(row: dict[str, Any]) -> Decimal | None:
    """The absolute transaction amount parsed from a message; None where it moves no money."""
    parsed = smsparse.parse(row["text"])
    field = parsed.fields.get("amount") if parsed.category in MOVES else None
    return None if field is None or field.value is None else abs(Decimal(field.value))


def right(row: dict[str, Any], check: str) -> bool:
    """Whether one check holds for one row."""
    if check == "no amount":
        return amount_of(row) is None
    if check == "amount":
        return amount_of(row) == Decimal(row["fields"]["amount"])
    return smsparse.parse(row["text"]).category in AGREES.get(row["label"].removeprefix("txn:").lower(), MOVES)


def report(name: str, rows: list[dict[str, Any]], check: str, errors: int) -> None:
    """Prints one share with its interval and the first `errors` rows that are wrong."""
    wrong = [row for row in rows if not right(row, check)]
    hits = len(rows) - len(wrong)
    low, high = wilson(hits, len(rows))
    print(f"{name:<40} {hits}/{len(rows)} = {hits / max(1, len(rows)):.3f} [{low:.3f}, {high:.3f}]")
    for row in wrong[:errors]:
        parsed = smsparse.parse(row["text"])
        fields = {key: field.text for key, field in parsed.fields.items()}
        print(" ", row["label"], parsed.category, parsed.decided_by, fields, "|", " / ".join(row["text"].splitlines()))


def main() -> None:
    parser = argparse.ArgumentParser(description="Amounts of Russian bank messages.")
    parser.add_argument("--data", type=Path, required=True, metavar="FILE", help="labelled messages, JSON Lines")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="how many errors of each kind to print")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.data.read_text("utf-8").splitlines()]
    moves = [row for row in rows if row["label"].startswith("txn:")]
    others = [row for row in rows if not row["label"].startswith("txn:")]
    report("amount of a transaction", moves, "amount", options.errors)
    report("category agrees with the type", moves, "category", options.errors)
    report("no amount where no money moves", others, "no amount", options.errors)


if __name__ == "__main__":
    main()
