"""Russian bank messages: is the amount right, and is none taken from messages that move no money?

`python -m benchmarks.accuracy.russian --data PATH [--errors N]` prints the shares with their 95 % intervals. The corpus
has `label`, "txn:<type>" or anything else for a message that is no transaction, and for transactions `fields.amount`,
a decimal without sign.
"""

from __future__ import annotations

from decimal import Decimal

from smsparse import ParseResult, parse

from .corpora import Row, Share, arguments, read_corpus
from .money import MOVED, number_of

#: Categories that agree with a type of the labels; types not named here agree with each of MOVED.
AGREES = {
    "expense": ("finance.debit",),
    "payment": ("finance.debit", "finance.transfer"),
    "service_pay": ("finance.debit",),
    "cash_atm": ("finance.debit",),
    "popolnenie": ("finance.credit", "finance.transfer"),
    "zachislenie": ("finance.credit",),
    "vozvrat": ("finance.refund",),
}


def amount_of(result: ParseResult) -> Decimal | None:
    """The transaction amount without its sign; None where the message moves no money."""
    return number_of(result, "amount") if result.category in MOVED else None


def score(rows: list[Row]) -> list[Share]:
    """Shares of right amounts, of agreeing categories, and of messages without a transaction left alone."""
    amount, way, left = Share("amount"), Share("direction"), Share("no transaction left alone")
    for row in rows:
        result = parse(row["text"])
        given, by = amount_of(result), f"{result.category} by {result.decided_by}"
        if not row["label"].startswith("txn:"):
            left.count(given is None, row, f"{given}, {by}")
            continue
        amount.count(given == Decimal(row["fields"]["amount"]), row, f"{row['fields']['amount']} != {given}, {by}")
        kind = row["label"].removeprefix("txn:").lower()
        way.count(result.category in AGREES.get(kind, MOVED), row, f"{kind}, {by}")
    return [amount, way, left]


def main() -> None:
    """Prints the shares."""
    options = arguments("Amounts of Russian bank messages.")
    for share in score(read_corpus(options.data, "russian-bank-sms")):
        print(share.report(options.errors))


if __name__ == "__main__":
    main()
