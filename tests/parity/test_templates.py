"""The prefilter never misses and the verifier agrees with the exported expression, for every template of the pack."""

from __future__ import annotations

import random

from smsparse.rulepack.template import Choice, Literal, Mark, export, slots
from tests.parity.oracle import oracle

#: What a slot of each type may be filled with when a message is made from a template.
FILLINGS = {
    "money": ["100.00元", "人民币1,234.50", "-3.5万", "12"], "tail": ["1234", "*8888", "62**12"], "code": ["482913", "g-4829", "12 34 56", "一二三四", "ㄅㄆㄇ"],
    "cents": ["25.80", "rmb20"], "moment": ["今天18:20", "3月5日14:03"],
    "sum": ["1 234,56 руб", "rmb20", "100р.50к", "75.00"],
    "host": ["a.example", "x.y.cn"],
    "pickup": ["3-2-4567", "72778"], "tracking": ["sf1234567890123"], "order_no": ["e12345678"], "phone": ["95588", "13800138000"],
    "url": ["https://a.cn/b", "t.cn/x1"], "datetime": ["3月5日14:03", "2024-03-05", "14:03"], "date": ["3月5日"], "time": ["14:03"],
    "period": ["3月1日至3月31日", "3月5日"], "duration": ["5分钟"], "data": ["1.5gb"], "flight": ["ca1234"], "train": ["g1234"],
    "seat": ["05车12f号", "14d"], "station": ["杭州东站", "北京"], "number": ["3.5"],
    "timed": ["明天下午3点", "3月5日14:03"], "hotline": ["95588", "12345"],
}  # fmt: skip


def sample(tree, lexicons, rng):
    """A folded text that the template may well match."""
    parts = []
    for node in tree:
        if isinstance(node, Literal):
            parts.append(node.text)
        elif isinstance(node, Choice):
            parts.append(sample(rng.choice(node.branches), lexicons, rng))
        elif not isinstance(node, Mark):
            parts.append(filling(node, lexicons, rng))
    return "".join(parts)


def filling(slot, lexicons, rng):
    if slot.kind.startswith("@"):
        return rng.choice(lexicons[slot.kind[1:]] or ["x"])
    if slot.kind in ("text", "clause", "phrase", "han", "party"):
        return "某某公司张三在网上商城"[: rng.randint(slot.low, max(slot.low, min(slot.high, 11)))]
    if slot.kind == "masked":
        return "陈*文"
    if slot.kind == "firm":
        return "青禾贸易有限公司"
    if slot.kind == "place":
        return "华山路医院门诊"
    if slot.kind == "letters":
        return "abcdefgh"[: slot.high]
    if slot.kind in ("digits", "alnum", "pin"):
        return "1234567890123456789012345678901234567890"[: rng.randint(slot.low, min(slot.high, 40))]
    return rng.choice(FILLINGS[slot.kind])


def damaged(text, rng):
    """The text as it is, or with something cut, doubled or put in."""
    at = rng.randrange(len(text) + 1)
    return rng.choice(
        [
            text,
            text,
            text[:at] + text[at + 1 :],
            text[:at] + rng.choice("1元 ,。\n【x") + text[at:],
            "【某公司】" + text,
            text + "。【某公司】",
        ]
    )


def plainly(template, expression, folded):
    """What the exported expression says, in the kernel's form."""
    match = expression.search(folded)
    if match is None:
        return None
    named = [number for number, slot in enumerate(slots(template.tree)) if slot.name != "_"]
    return [
        (index, *match.span(f"v{number}")) for index, number in enumerate(named) if match.span(f"v{number}") != (-1, -1)
    ]


def test_templates_agree_with_their_expressions(rules_only, compiler):
    rng, kernel, matched = random.Random(20260101), rules_only._pipeline, 0
    each = {template.text: number for number, template in enumerate(compiler.templates)}  # those of variants once
    for number in each.values():
        template = compiler.templates[number]
        expression = oracle.compile(export(template.tree, compiler.lexicons))
        for _ in range(6):
            folded = kernel.fold(damaged(sample(template.tree, compiler.lexicons, rng), rng))
            found = kernel.probe_template(number, folded)
            wanted = plainly(template, expression, folded)
            assert (None if found is None else found[2]) == wanted, (template.text, folded)
            matched += found is not None
    assert matched > 2 * len(each)  # the comparison is worth something only if many do match


def test_prefilter_never_misses(rules_only, compiler):
    rng, kernel = random.Random(20260102), rules_only._pipeline
    for number, template in enumerate(compiler.templates):
        rule = compiler.rules[template.rule]
        if not template.anchors:  # a field rule that picks is asked without being offered
            continue
        for _ in range(3):
            folded = kernel.fold(damaged(sample(template.tree, compiler.lexicons, rng), rng))
            stands = [
                [compiler.folds.fold(word) in folded for word in words]
                for words in (rule.require, rule.unless, rule.some)
            ]
            hold = all(stands[0]) and not any(stands[1]) and (any(stands[2]) or not stands[2])
            match = kernel.probe_template(number, folded) if hold else None
            if match is not None:
                offered = kernel.probe_candidates(folded)
                assert number in offered, (template.text, folded)
                assert offered[number][0] <= match[0] <= offered[number][1], (template.text, folded)


def test_literals_are_found_exactly(rules_only, compiler):
    rng, kernel = random.Random(20260103), rules_only._pipeline
    literals = list(kernel.literals)
    for _ in range(200):
        folded = "".join(rng.choice(literals)[: rng.randint(1, 9)] for _ in range(rng.randint(0, 8)))
        assert kernel.probe_literals(folded) == {n for n, word in enumerate(literals) if word in folded}
