"""The category pairs and the classes other systems have for them: rules/taxonomy.toml as the compiled pack holds it."""

from __future__ import annotations

from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

#: Systems a category can be mapped to: Apple's message filter, the tabs of Google Messages, the header suffixes of
#: India's TRAI, the traffic types of RCS business messages, the types of schema.org.
SYSTEMS = ("apple", "google", "trai", "rbm", "schema")


class Taxonomy:
    """`pairs` in the order of their numbers; `l1` the first levels with titles and maps; `systems` what is mapped to.
    Without `systems` there are pairs and titles only."""

    def __init__(
        self,
        pairs: tuple[str, ...],
        l1: tuple[dict[str, Any], ...],
        systems: Mapping[str, Any] | None = None,
    ) -> None:
        self.pairs = pairs
        self.l1 = {str(entry["name"]): entry for entry in l1}
        self.systems = dict(systems or {})

    def title(self, category: str, language: str = "zh") -> str:
        """What people call the first level of `category`. Raises KeyError for an unknown category or language."""
        return str(self.l1[category.partition(".")[0]]["title"][language])

    def mapped(self, category: str, system: str) -> str:
        """The class of `category` in another system (see SYSTEMS); "" or "none" where it has none.

        Raises KeyError for an unknown category, ValueError for an unknown system.
        """
        _check_system(system)
        l1, _, l2 = category.partition(".")
        entry = self.l1[l1]
        return str(entry.get("but", {}).get(l2, {}).get(system, entry[system]))

    def labels(self, system: str) -> Mapping[str, Mapping[str, Any]]:
        """Every class of another system with what stands for it there: Apple's have `action` and the raw `value` of
        ILMessageFilterSubAction, TRAI's a `meaning`. Raises ValueError for an unknown system.
        """
        _check_system(system)
        labels: Mapping[str, Mapping[str, Any]] = self.systems[system]["labels"]
        return labels


def _check_system(system: str) -> None:
    if system not in SYSTEMS:
        raise ValueError(f"system: expected one of {', '.join(SYSTEMS)}, got {system!r}")


@cache
def builtin_taxonomy() -> Taxonomy:
    """The taxonomy of the built-in pack."""
    import json
    from pathlib import Path

    from smsparse.rulepack.artifact import load_artifact

    sections = load_artifact(Path(__file__).parent / "_data" / "builtin.pack").sections
    table = json.loads(bytes(sections["taxonomy"]))
    return Taxonomy(tuple(table["pairs"]), tuple(table["l1"]), table["systems"])
