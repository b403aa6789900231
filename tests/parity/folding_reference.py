"""Folding done the slow and plain way, straight from rules/folding.toml: the reference the kernel is compared with."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

RULES = Path(__file__).resolve().parents[2] / "rules"


@functools.cache
def spec() -> dict:
    """rules/folding.toml with the pairs of its Traditional table added under ``pairs``, those of its accents under ``plain``."""
    spec = tomllib.loads((RULES / "folding.toml").read_text("utf-8"))
    lines = (RULES / spec["traditional"]).read_text("utf-8").splitlines()
    spec["pairs"] = {pair[0]: pair[1] for line in lines if not line.startswith("#") for pair in line.split()}
    spec["plain"] = {accented: letters[0] for letters in spec["accents"] for accented in letters[1:]}
    return spec


def inside(ranges: list[list[int]], point: int) -> bool:
    return any(first <= point <= last for first, last in ranges)


def lowered(char: str) -> str:
    return char.lower() if inside(spec()["lower"], ord(char)) else char


@functools.cache
def fold_char(char: str) -> str:
    """What one code point becomes: "" dropped, " " or "\\n" white space, else one or more units."""
    table, point = spec(), ord(char)
    if inside(table["drop"], point):
        return ""
    if inside(table["space"], point):
        return " "
    if inside(table["newline"], point):
        return "\n"
    if 0xD800 <= point <= 0xDFFF:
        return "\ufffd"
    for zero in table["digit_zeros"]:
        if zero <= point < zero + 10:
            return str(point - zero)
    for run in table["numbers"]:
        if run["first"] <= point < run["first"] + run["count"]:
            return str(run["value"] + point - run["first"])
    if char in table["replace"]:
        return table["replace"][char]
    for run in table["shift"]:
        if run["first"] <= point <= run["last"]:
            return chr(run["to"] + point - run["first"])
    return table["pairs"].get(char) or table["plain"].get(char) or lowered(char)


def fold(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its units, the index of the code point it came from."""
    tight = spec()["tight"]
    units: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        for unit in fold_char(char):
            blank = bool(units) and units[-1][0] in " \n"
            if unit == "\n":
                while units and units[-1][0] == " ":
                    units.pop()
                if units and units[-1][0] != "\n":
                    units.append((unit, index))
            elif unit == " ":
                if units and not blank and not inside(tight, ord(units[-1][0])):
                    units.append((unit, index))
            else:
                if units and units[-1][0] == " " and inside(tight, ord(unit)):
                    units.pop()
                units.append((unit, index))
    while units and units[-1][0] in " \n":
        units.pop()
    return "".join(unit for unit, _ in units), [index for _, index in units]
