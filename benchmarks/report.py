"""Draws what the records hold: records/README.md with the tables, and a plot beside each record."""

from __future__ import annotations

import json
import statistics
from typing import TYPE_CHECKING, Any

from benchmarks import records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_INTRODUCTION = """# Records

One file a run and machine, in the folder of its processor; drawn by `python -m benchmarks.report`, not by hand.
What each figure means, and what it does not, is in ../README.md. Ratios are medians, each of two times of one round.
"""


def render(folder: Path) -> None:
    """Writes README.md and the plots (where matplotlib is installed) of all records below a folder."""
    lines = [_INTRODUCTION]
    for path in sorted(folder.glob("*/*.json"), reverse=True):
        record = json.loads(path.read_text("utf-8"))
        lines += [f"\n## {record['name']}, {record['date'][:10]}\n", _provenance(record), "", *table(record)]
        if "results" in record and _plot(record, path.with_suffix(".svg")):
            name = path.with_suffix(".svg").relative_to(folder).as_posix()
            lines.append(f"\n![Time a message of each engine]({name})")
    (folder / "README.md").write_text("\n".join(lines) + "\n", "utf-8")


def tell(name: str, content: dict[str, Any], *, record: bool) -> None:
    """Prints the table of what was measured; with `record`, keeps it under `name` and draws all records anew."""
    for line in table({"name": name, **content}):
        print(line)
    if record:
        print(records.write(name, content).relative_to(records.RECORDS))
        render(records.RECORDS)


def table(record: dict[str, Any]) -> Iterator[str]:
    """The lines of a record's tables, as Markdown."""
    if "results" not in record:
        yield from _plain(record["rows"])
        return
    yield f"{record['messages']:,} messages a round (fewer where said), {record['rounds']} rounds."
    for result in record["results"].values():
        yield f"\n**{result['title']}** (ratio to {result['against']})\n"
        yield from _plain([_row(name, entry, record) for name, entry in result["engines"].items()])
    for name, reason in record["skipped"].items():
        yield f"\n{name} did not run: {reason}."


def _row(name: str, entry: dict[str, Any], record: dict[str, Any]) -> dict[str, str]:
    engine = record["engines"][name]
    row = {"engine": f"{name}: {engine['what']}"}
    if "skipped" in entry:
        return {**row, "µs a message": entry["skipped"]}
    times, shares = entry["us"], entry["shares"]
    ratio = entry.get("ratio_us")
    fewer = f" ({entry['messages']:,} messages)" if entry["messages"] < record["messages"] else ""
    wrong = f" **wrong: {entry['wrong']}**" if "wrong" in entry else ""
    return {
        **row,
        "µs a message": f"{statistics.median(times):.1f} ({min(times):.1f}–{max(times):.1f}){fewer}",
        "ratio": f"{ratio['median']:.2f} ({ratio['min']:.2f}–{ratio['max']:.2f})" if ratio else "",
        "by rule": _share(shares["by_rule"]),
        "fields": f"{shares['fields']:.2f}" if shares["fields"] else "",
        "categories right": _share(shares["categories_right"]) + wrong,
        "fields right": _share(shares["spans_right"]),
        "peak MB": f"{entry['peak_bytes'] / 1e6:.0f}" if entry.get("peak_bytes") else "",
        "load s": f"{engine['load_seconds']:.2f}",
    }


def _share(share: float) -> str:
    """Empty where an engine does not do such a thing at all."""
    return f"{share:.1%}" if share else ""


def _plain(rows: list[dict[str, str]]) -> Iterator[str]:
    """Rows as a Markdown table; a column is there if any row has it."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(row.get(column, '') for column in columns)} |"


def _provenance(record: dict[str, Any]) -> str:
    machine = record["machine"]
    packages: dict[str, str] = {}
    for engine in record.get("engines", {}).values():
        packages |= engine["versions"]
    told = [
        *(machine["processor"], f"{machine['cores']} cores", f"{machine['memory_gib']} GiB"),
        *(machine["system"], f"Python {machine['python']}", f"commit {record['commit']}"),
        *(f"{name} {version}" for name, version in sorted(packages.items())),
    ]
    return "; ".join(told) + "." + (f" {record['note']}" if record.get("note") else "")


def _plot(record: dict[str, Any], path: Path) -> bool:
    """Bars of the median time a message, from least to most; whiskers reach from the fastest to the slowest round."""
    try:
        import matplotlib as mpl
    except ImportError:
        return False
    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "smsparse"
    from matplotlib import pyplot

    results = record["results"]
    figure, axes = pyplot.subplots(len(results), 1, figsize=(8, 0.6 + 2.6 * len(results)), squeeze=False, sharex=True)
    for axis, result in zip(axes[:, 0], results.values(), strict=True):
        times = {name: entry["us"] for name, entry in result["engines"].items() if "skipped" not in entry}
        ordered = sorted(times, key=lambda name: statistics.median(times[name]), reverse=True)
        middles = [statistics.median(times[name]) for name in ordered]
        below = [middle - min(times[name]) for name, middle in zip(ordered, middles, strict=True)]
        above = [max(times[name]) - middle for name, middle in zip(ordered, middles, strict=True)]
        colours = ["#1f6feb" if name.startswith("smsparse") else "#9aa4b0" for name in ordered]
        axis.barh(ordered, middles, xerr=[below, above], color=colours, error_kw={"lw": 1, "capsize": 2})
        axis.set_xscale("log")
        axis.set_title(result["title"], fontsize=10, loc="left")
        axis.spines[["top", "right"]].set_visible(False)
    axes[-1, 0].set_xlabel("µs a message, one thread (log scale)")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
    return True


if __name__ == "__main__":
    render(records.RECORDS)
