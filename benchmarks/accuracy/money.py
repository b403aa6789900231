"""Which sum, which way, which balance and which account: bank and wallet messages of many countries.

`python -m benchmarks.accuracy.money --data PATH [--errors N]` prints the shares with their 95 % intervals.

A category says which way money went, the corpus names a type; the two are compared by `WAYS`. An account is right
where one of the two tails ends with the other (the corpus joins digits across a mask, or keeps four where more stand).
Only rows for which the corpus names a value count towards it.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

from smsparse import ParseResult, parse

from .corpora import Row, Share, arguments, read_corpus

#: Types of the corpus that a category may stand for. Spending on a credit card (CREDIT) is a debit, buying units of a
#: fund (INVESTMENT) a debit or a securities notice; a card bill paid (repay_done) is seen from either side.
WAYS: dict[str, frozenset[str]] = {
    "finance.debit": frozenset({"EXPENSE", "CREDIT", "INVESTMENT", "TRANSFER"}),
    "finance.credit": frozenset({"INCOME"}),
    "finance.refund": frozenset({"INCOME"}),
    "finance.transfer": frozenset({"TRANSFER"}),
    "finance.securities": frozenset({"INVESTMENT"}),
    "finance.repay_done": frozenset({"INCOME", "EXPENSE", "TRANSFER"}),
}
#: What moves money: not to be said, with an amount, of a message that tells of no transaction. A declined or coming
#: payment has an amount too, but under another category.
MOVED = frozenset({"finance.debit", "finance.credit", "finance.refund", "finance.transfer"})
#: Inboxes and adverts without a transaction of the receiver's: label of the rows that are asked.
QUIET = {"uci-sms-spam": "ham", "nus-sms-zh": None}


def number_of(result: ParseResult, name: str) -> Decimal | None:
    """The value of a field without its sign, or None."""
    found = result.fields.get(name)
    return None if found is None else as_number(found.value)


def as_number(value: str | None) -> Decimal | None:
    """A decimal without its sign; None for what is none."""
    try:
        return None if value is None else abs(Decimal(value.replace(",", "")))
    except InvalidOperation:
        return None


def same_account(wanted: str, given: str | None) -> bool:
    """Whether one tail ends with the other, two digits at least."""
    if given is None or min(len(wanted), len(given)) < 2:
        return False
    return wanted.endswith(given) or given.endswith(wanted)


def tells_transaction(result: ParseResult) -> bool:
    """Whether a result says that money moved, and how much."""
    return result.category in MOVED and "amount" in result.fields


def transactions(rows: list[Row]) -> list[Share]:
    """Shares of a corpus whose rows have `label` and `fields` of amount, type, balance and accountLast4."""
    amount, way, balance, account, left = (
        Share(name) for name in ("amount", "direction", "balance", "account", "no transaction left alone")
    )
    for row in rows:
        result, wanted = parse(row["text"], row.get("sender")), row.get("fields") or {}
        if row["label"] == "not-a-transaction":
            left.count(not tells_transaction(result), row, result.category)
            continue
        by = f"{result.category} by {result.decided_by}"
        if wanted.get("amount"):
            given = number_of(result, "amount")
            amount.count(given == as_number(wanted["amount"]), row, f"{wanted['amount']} != {given}, {by}")
        if wanted.get("type"):
            way.count(wanted["type"] in WAYS.get(result.category, ()), row, f"{wanted['type']}, {by}")
        if wanted.get("balance"):
            given = number_of(result, "balance")
            balance.count(given == as_number(wanted["balance"]), row, f"{wanted['balance']} != {given}, {by}")
        if wanted.get("accountLast4"):
            found = result.fields.get("account_tail")
            tail = None if found is None else found.value
            account.count(same_account(wanted["accountLast4"], tail), row, f"{wanted['accountLast4']} != {tail}, {by}")
    return [amount, way, balance, account, left]


def quiet(data: Path, name: str, label: str | None) -> Share:
    """The share of a corpus without bank messages of which no transaction is told."""
    share = Share(f"{name} left alone")
    for row in read_corpus(data, name):
        if label is None or row["label"] == label:
            result = parse(row["text"], row.get("sender"))
            share.count(not tells_transaction(result), row, f"{result.category} by {result.decided_by}")
    return share


def main() -> None:
    """Prints the shares of all corpora."""
    options = arguments("Accuracy of amounts, direction, balances and accounts.")
    shares = transactions(read_corpus(options.data, "pennywise"))
    shares += [quiet(options.data, name, label) for name, label in QUIET.items()]
    for share in shares:
        print(share.report(options.errors))


if __name__ == "__main__":
    main()
