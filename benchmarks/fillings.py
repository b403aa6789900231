"""Texts made from templates: what may stand in each slot, in folded form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smsparse.rulepack.template import Choice, Literal, Mark

if TYPE_CHECKING:
    import random

    from smsparse.rulepack.template import Slot, Tree

#: What a slot is filled with; types not here get digits.
FILLINGS = {
    "money": "128.50元", "sum": "rmb20", "cents": "25.80", "tail": "4821", "code": "482913", "number": "3.5",
    "pickup": "3-2-4567", "tracking": "sf1234567890123", "order_no": "e12345678",
    "phone": "13800138000", "hotline": "95588", "url": "https://a.cn/b", "host": "a.example",
    "datetime": "3月5日14:03", "date": "3月5日", "time": "14:03", "period": "3月1日至3月31日", "timed": "3月5日14:03",
    "moment": "3月5日14:03", "duration": "5分钟", "data": "1.5gb", "flight": "ca1234", "train": "g1234",
    "seat": "05车12f号", "station": "杭州东站",
    "place": "青禾路医院门诊", "masked": "陈*文", "firm": "青禾贸易有限公司",
}  # fmt: skip


def filled(tree: Tree, lexicons: dict[str, list[str]], rng: random.Random) -> str:
    """A folded text that the template may well match."""
    return "".join(parts_of(tree, lexicons, rng))


def parts_of(tree: Tree, lexicons: dict[str, list[str]], rng: random.Random) -> list[str]:
    """The same, a text for each literal and slot."""
    parts: list[str] = []
    for node in tree:
        if isinstance(node, Literal):
            parts.append(node.text)
        elif isinstance(node, Choice):
            parts += parts_of(rng.choice(node.branches), lexicons, rng)
        elif not isinstance(node, Mark):
            parts.append(filling(node, lexicons, rng))
    return parts


def filling(slot: Slot, lexicons: dict[str, list[str]], rng: random.Random) -> str:
    """What stands in a slot."""
    if slot.kind.startswith("@"):
        return rng.choice(lexicons[slot.kind[1:]])
    if slot.kind in ("text", "clause", "phrase", "han", "party"):
        return "某某公司张三在网上商城"[: max(slot.low, min(slot.high, 5))]
    return FILLINGS.get(slot.kind) or "1234567890123456789012345678901234567890"[: max(slot.low, min(slot.high, 6))]
