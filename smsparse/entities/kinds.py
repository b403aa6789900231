"""How each field of contract v1 is resolved."""

from __future__ import annotations

#: Field -> kind of `resolve`; fields not named here are text.
FIELD_KINDS = {
    "amount": "money", "balance": "money", "min_payment": "money", "credit_limit": "money", "currency": "currency",
    "account_tail": "tail", "code": "code", "code_valid": "duration", "time": "datetime", "due_date": "datetime",
    "phone": "phone", "url": "url", "tracking_number": "tracking", "pickup_code": "pickup", "data_used": "data",
    "data_left": "data", "seat": "seat", "order_number": "order_no", "number": "flight",
}  # fmt: skip


def kind_of(name: str, category: str = "") -> str:
    """The kind by which a field of a message of `category` is resolved."""
    if name == "number" and category == "travel.train":
        return "train"
    return FIELD_KINDS.get(name, "text")
