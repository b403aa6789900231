"""Does the time of a message grow with the rules? Packs of 1,000 and of 100,000 templates, side by side.

``python -m benchmarks.scale [--templates 1000 100000] [--messages 20000]``. A template of ours gets another product or
service in its wording, and in turn the name of a sender in front or a sender it is bound to; the field and flag rules
stay as they are. Half of the messages are made from templates of the pack that parses them, the rest are those of
corpus.py.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import smsparse
from benchmarks.corpus import messages
from benchmarks.engines.templates import RULES
from smsparse.rulepack.artifact import Artifact, pack_sections
from smsparse.rulepack.compiler import Compiler
from smsparse.rulepack.loader import load_pack
from smsparse.rulepack.records import Place, Sender
from smsparse.rulepack.template import Choice, Literal, Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smsparse.rulepack.records import Pack, Rule
    from smsparse.rulepack.template import Slot, Tree

SEED = 20260401
SENDERS = 2000
#: Signs of which invented names and products are made.
SIGNS = "青禾云岭松溪晨星远山海棠麦田白鹭南桥北辰金穗银杏石榴竹影荷塘枫林月湾雪峰沙洲木棉朝霞"
KINDS = ("会员", "商城", "优选", "出行", "生活", "钱包", "课堂", "健康", "影业", "门店", "超市", "农场")
#: A run of Han characters outside brackets, beside which a product may be named.
_PLAIN = re.compile(r"(?:^|(?<=[})\]]))[\u4e00-\u9fff]{2,}")

#: A template that cannot stand behind a text slot.
_UNFIT = re.compile(r"\^|[\[({]*_?\w*:(text|clause)")

#: What a slot is filled with when a message is made; types not here get digits.
FILLINGS = {
    "money": "128.50元", "sum": "rmb20", "cents": "25.80", "tail": "4821", "code": "482913", "number": "3.5",
    "pickup": "3-2-4567", "tracking": "sf1234567890123", "order_no": "e12345678",
    "phone": "13800138000", "hotline": "95588", "url": "https://a.cn/b", "host": "a.example",
    "datetime": "3月5日14:03", "date": "3月5日", "time": "14:03", "period": "3月1日至3月31日", "timed": "3月5日14:03",
    "moment": "3月5日14:03", "duration": "5分钟", "data": "1.5gb", "flight": "ca1234", "train": "g1234",
    "seat": "05车12f号", "station": "杭州东站",
    "place": "青禾路医院门诊", "masked": "陈*文", "firm": "青禾贸易有限公司",
}  # fmt: skip


class Scaled(NamedTuple):
    """An engine of a pack as large as wanted, and messages for it: half of them match one of its templates."""

    engine: smsparse.Engine
    texts: list[str]
    seconds: float
    size: int


def name(rng: random.Random) -> str:
    """An invented name of a shop or service."""
    return "".join(rng.choices(SIGNS, k=2)) + rng.choice(KINDS)


def varied(rule: Rule, text: str, number: int, senders: Sequence[Sender], rng: random.Random) -> Rule:
    """One rule like `rule`, with a product in its wording; it begins with a sender's name or is bound to a sender."""
    spots = [match.end() for match in _PLAIN.finditer(text)]
    at = rng.choice(spots)
    wording = text[:at] + name(rng) + text[at:]
    sender = rng.choice(senders)
    if number % 2:
        return replace(rule, id=f"scale/{number}", texts=(wording,), sender=sender.id)
    return replace(rule, id=f"scale/{number}", texts=(f"【{sender.name}】{{_:text(0..20)}}{wording}",), sender=None)


def scaled_pack(pack: Pack, count: int) -> Pack:
    """The pack with `count` templates in place of its rules."""
    rng = random.Random(SEED)
    senders = tuple(
        Sender(f"scale-{number}", name(rng) + str(number), "shop", Place("benchmarks"), (name(rng) + str(number),))
        for number in range(SENDERS)
    )
    own = [
        (rule, text)
        for rule in pack.rules
        if rule.distrust is None and rule.regex is None
        for text in rule.texts
        if not _UNFIT.match(text) and _PLAIN.search(text)
    ]
    rules = tuple(varied(*own[number % len(own)], number, senders, rng) for number in range(count))
    return replace(pack, rules=rules, senders=(*pack.senders, *senders))


def filled(tree: Tree, lexicons: dict[str, list[str]], rng: random.Random) -> str:
    """A folded text that the template may well match."""
    parts: list[str] = []
    for node in tree:
        if isinstance(node, Literal):
            parts.append(node.text)
        elif isinstance(node, Choice):
            parts.append(filled(rng.choice(node.branches), lexicons, rng))
        elif not isinstance(node, Mark):
            parts.append(filling(node, lexicons, rng))
    return "".join(parts)


def filling(slot: Slot, lexicons: dict[str, list[str]], rng: random.Random) -> str:
    """What stands in a slot."""
    if slot.kind.startswith("@"):
        return rng.choice(lexicons[slot.kind[1:]])
    if slot.kind in ("text", "clause", "phrase", "han", "party"):
        return "某某公司张三在网上商城"[: max(slot.low, min(slot.high, 5))]
    return FILLINGS.get(slot.kind) or "1234567890123456789012345678901234567890"[: max(slot.low, min(slot.high, 6))]


def scaled(count: int, texts: int) -> Scaled:
    """Makes and compiles a pack of `count` templates, and the messages for it."""
    rng = random.Random(SEED + 1)
    pack = scaled_pack(load_pack(RULES), count)
    start = time.perf_counter()
    compiler = Compiler(pack)
    data = pack_sections(compiler.sections())
    seconds = time.perf_counter() - start
    made = []
    names = {sender.id: sender.signatures[0] for sender in pack.senders if sender.signatures}
    while len(made) < texts // 2:
        template = compiler.templates[rng.randrange(count)]
        rule = pack.rules[template.rule]
        text = filled(template.tree, compiler.lexicons, rng) + "。"
        made.append(text if rule.sender is None else f"【{names[rule.sender]}】{text}")
    engine = smsparse.Engine(Artifact(data, "scale"), model=None)
    return Scaled(engine, made + [message.text for message in messages("mix", texts // 2)], seconds, len(data))


def microseconds(engine: smsparse.Engine, texts: Sequence[str]) -> float:
    """The time of one message, one pass over all."""
    start = time.perf_counter()
    for text in texts:
        engine.parse(text)
    return (time.perf_counter() - start) / len(texts) * 1e6


def counted(scale: Scaled) -> str:
    """How many messages a rule decides, how many different rules, and how many candidates a message has."""
    deciding = [scale.engine.parse(text).decided_by for text in scale.texts]
    ruled = [rule for rule in deciding if rule.startswith("rule:")]
    kernel = scale.engine._pipeline
    offered = [len(kernel.probe_candidates(kernel.fold(text))) for text in scale.texts]
    share, mean = len(ruled) / len(deciding), statistics.mean(offered)
    return f"{share:.0%} decided by {len(set(ruled))} rules, {mean:.1f} candidates a message"


def main() -> None:
    """Prints what compiling took and the microseconds of a message for each size, and the median ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--templates", type=int, nargs=2, default=(1000, 100_000))
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=9)
    args = parser.parse_args()
    sizes = [scaled(count, args.messages) for count in args.templates]
    for count, scale in zip(args.templates, sizes, strict=True):
        print(f"{count} templates: compiled in {scale.seconds:.1f} s, {scale.size / 1e6:.1f} MB, {counted(scale)}")
    times = [[microseconds(scale.engine, scale.texts) for scale in sizes] for _ in range(args.rounds)]
    for count, column in zip(args.templates, zip(*times, strict=True), strict=True):
        print(f"{count:8} {statistics.median(column):8.1f} us a message (min {min(column):.1f}, max {max(column):.1f})")
    ratios = [large / small for small, large in times]
    print(f"ratio {statistics.median(ratios):.2f} (min {min(ratios):.2f}, max {max(ratios):.2f}, {args.rounds} rounds)")


if __name__ == "__main__":
    main()
