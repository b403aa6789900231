"""The category pairs and the classes other systems have for them: rules/taxonomy.toml as the compiled pack holds it."""

from __future__ import annotations

from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: Systems a category can be mapped to.
SYSTEMS = ("apple", "google", "trai")


class Taxonomy:
    """`pairs` in the order of their numbers; `l1` the first levels with titles and maps."""

    def __init__(self, pairs: tuple[str, ...], l1: tuple[dict[str, Any], ...]) -> None:
        self.pairs = pairs
        self.l1 = {str(entry["name"]): entry for entry in l1}

    def title(self, category: str, language: str = "zh") -> str:
        """What people call the first level of `category`. Raises KeyError for an unknown category or language."""
        return str(self.l1[category.partition(".")[0]]["title"][language])

    def mapped(self, category: str, system: str) -> str:
        """The class of `category` in another system (see SYSTEMS); "" or "none" where it has none.

        Raises KeyError for an unknown category, ValueError for an unknown system.
        """
        if system not in SYSTEMS:
            raise ValueError(f"system: expected one of {', '.join(SYSTEMS)}, got {system!r}")
        return str(self.l1[category.partition(".")[0]][system])


@cache
def builtin_taxonomy() -> Taxonomy:
    """The taxonomy of the built-in pack."""
    import json
    from pathlib import Path

    from smsparse.rulepack.artifact import load_artifact

    sections = load_artifact(Path(__file__).parent / "_data" / "builtin.pack").sections
    table = json.loads(bytes(sections["taxonomy"]))
    return Taxonomy(tuple(table["pairs"]), tuple(table["l1"]))
