"""Does the time of a message grow with the rules? Packs of 1,000 and of 100,000 templates, side by side.

``python -m benchmarks.scale [--templates 1000 100000] [--messages 24000]``. A wording of ours gets another product or
service in it, and in turn the name of a sender in front or a sender it is bound to; the field and flag rules stay as
they are. Most messages are made from templates of the pack that parses them, each from another one as far as there are
so many; the rest are those of corpus.py. A large pack and its messages are held to `Asked`, else the run fails.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

import smsparse
from benchmarks import report
from benchmarks.corpus import messages
from benchmarks.engines.templates import RULES
from benchmarks.fillings import filled
from smsparse.rulepack.artifact import pack_sections, write_artifact
from smsparse.rulepack.compiler import Compiler
from smsparse.rulepack.loader import load_pack
from smsparse.rulepack.records import Place, Sender

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smsparse.rulepack.records import Pack, Rule

SEED = 20260401
SENDERS = 2000
#: Wordings of ours that are varied: the fewer, the more templates share each of their words.
WORDINGS = 400
#: Share of the messages that are made from templates.
MADE = 0.6
#: Signs of which invented names and products are made.
SIGNS = "青禾云岭松溪晨星远山海棠麦田白鹭南桥北辰金穗银杏石榴竹影荷塘枫林月湾雪峰沙洲木棉朝霞"
KINDS = ("会员", "商城", "优选", "出行", "生活", "钱包", "课堂", "健康", "影业", "门店", "超市", "农场")
#: A run of Han characters outside brackets, beside which a product may be named.
_PLAIN = re.compile(r"(?:^|(?<=[})\]]))[\u4e00-\u9fff]{2,}")
_HAN = re.compile("[\u4e00-\u9fff]{2,}")

#: A template that cannot stand behind a text slot.
_UNFIT = re.compile(r"\^|[\[({]*_?\w*:(text|clause)")


class Asked(NamedTuple):
    """What a large pack and its messages must come to, else its time says little."""

    matching: float = 0.5  # share of the messages that match one of the templates
    deciding: int = 10_000  # different templates among those
    sharing: int = 100  # templates that have each word of the wordings


class Scaled(NamedTuple):
    """An engine of a pack as large as wanted, messages for it, and what it took to make it."""

    engine: smsparse.Engine
    texts: list[str]
    compiled: float  # seconds of processor time
    loaded: float  # seconds, its check of the bytes among them
    size: int
    sharing: int  # templates that have the rarest of the wordings' words


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
    wordings = rng.sample(own, min(WORDINGS, len(own)))
    rules = tuple(varied(*wordings[number % len(wordings)], number, senders, rng) for number in range(count))
    return replace(pack, rules=rules, senders=(*pack.senders, *senders))


def sharing(pack: Pack) -> int:
    """In how many templates the rarest word stands that is one of our wordings' own: names we made end in no KINDS."""
    names = re.compile(f"[{SIGNS}]{{2}}(?:{'|'.join(KINDS)})")
    counts = Counter(
        word for rule in pack.rules for text in rule.texts for word in set(_HAN.findall(names.sub(" ", text)))
    )
    return min(counts.values())


def scaled(count: int, texts: int) -> Scaled:
    """Makes and compiles a pack of `count` templates, and the messages for it."""
    pack = scaled_pack(load_pack(RULES), count)
    start = time.process_time()
    compiler = Compiler(pack)
    data = pack_sections(compiler.sections())
    compiled = time.process_time() - start
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "scaled.pack")
        write_artifact(path, data)
        engine, loaded = _loaded(path)
    made = made_messages(pack, compiler, round(texts * MADE))
    texts_of_mix = [message.text for message in messages("mix", texts - len(made))]
    return Scaled(engine, made + texts_of_mix, compiled, loaded, len(data), sharing(pack))


def _loaded(path: Path) -> tuple[smsparse.Engine, float]:
    """An engine of a pack, and the least of the seconds that three took to be there."""
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        engine = smsparse.Engine(path)
        seconds.append(time.perf_counter() - start)
    return engine, min(seconds)


def made_messages(pack: Pack, compiler: Compiler, count: int) -> list[str]:
    """Messages that templates of the pack may well match, each of another template as far as there are so many."""
    rng = random.Random(SEED + 1)
    names = {sender.id: sender.signatures[0] for sender in pack.senders if sender.signatures}
    templates = compiler.templates[: len(pack.rules)]  # those of field rules stand behind
    drawn = rng.sample(templates, count) if count <= len(templates) else rng.choices(templates, k=count)
    made = []
    for template in drawn:
        sender = pack.rules[template.rule].sender
        text = filled(template.tree, compiler.lexicons, rng) + "。"
        made.append(text if sender is None else f"【{names[sender]}】{text}")
    return made


def microseconds(engine: smsparse.Engine, column: pa.Array) -> float:
    """Processor time of one message, one pass over all, columns to columns."""
    start = time.thread_time()
    engine.parse_arrow(column)
    return (time.thread_time() - start) / len(column) * 1e6


def counted(count: int, scale: Scaled) -> dict[str, str]:
    """A row of the table; raises ValueError where a large pack is not what was asked for."""
    deciding = scale.engine.parse_arrow(pa.array(scale.texts)).column("decided_by").to_pylist()
    ruled = [rule for rule in deciding if rule.startswith("rule:scale/")]
    kernel = scale.engine._pipeline
    offered = [len(kernel.probe_candidates(kernel.fold(text))) for text in scale.texts]
    found = Asked(len(ruled) / len(deciding), len(set(ruled)), scale.sharing)
    if count >= 10 * Asked().deciding and any(map(float.__lt__, map(float, found), map(float, Asked()))):
        raise ValueError(f"expected {Asked()}, got {found}")
    return {
        "templates": f"{count:,}",
        "compiled": f"{scale.compiled:.1f} s",
        "loaded": f"{1000 * scale.loaded:.1f} ms",
        "size": f"{scale.size / 1e6:.1f} MB",
        "messages matching": f"{found.matching:.1%}",
        "by different templates": f"{found.deciding:,}",
        "templates a word, least": f"{found.sharing:,}",
        "candidates a message": f"{statistics.mean(offered):.1f}",
    }


def main(argv: Sequence[str] | None = None) -> None:
    """Times both packs in turn, prints a table and writes the record."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__.splitlines()[0])
    parser.add_argument("--templates", type=int, nargs=2, default=(1000, 100_000))
    parser.add_argument("--messages", type=int, default=24_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--no-record", dest="record", action="store_false", help="print only")
    args = parser.parse_args(argv)
    sizes = [scaled(count, args.messages) for count in args.templates]
    rows = [counted(count, scale) for count, scale in zip(args.templates, sizes, strict=True)]
    columns = [pa.array(scale.texts) for scale in sizes]
    times = [
        [microseconds(scale.engine, column) for scale, column in zip(sizes, columns, strict=True)]
        for _ in range(args.rounds)
    ]
    ratios = [large / small for small, large in times]
    for row, column in zip(rows, zip(*times, strict=True), strict=True):
        row["us a message"] = f"{statistics.median(column):.1f}"
        row["ratio"] = "1"
    rows[-1]["ratio"] = f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    report.tell("scale", {"rows": rows}, record=args.record)


if __name__ == "__main__":
    main()
