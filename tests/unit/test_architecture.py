"""Imports point downward only, the surface is what it says, and nothing heavy is loaded before it is needed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import smsparse

PACKAGE = Path(smsparse.__file__).parent

#: Every room with those it may import, itself aside. The order is the one of DESIGN.md, from the top down.
MAY_IMPORT = {
    "cli": {
        "engine",
        "result",
        "cards",
        "rulepack",
        "entities",
        "errors",
        "message",
        "taxonomy",
        "arrow",
        "columns",
        "evaluation",
        "explanation",
        "studio",
    },
    "studio": {"engine", "result", "cards", "rulepack", "entities", "errors"},
    "evaluation": {"errors"},
    "spark": {"arrow", "columns", "engine"},
    "engine": {
        "card_contexts",
        "card_writer",
        "column_writer",
        "vocabulary",
        "arrow",
        "columns",
        "parser",
        "pipeline",
        "explanation",
        "result",
        "cards",
        "rulepack",
        "intent",
        "senders",
        "entities",
        "message",
        "taxonomy",
        "errors",
    },
    "arrow": {"cards", "column_reader", "columns", "entities", "message", "errors"},
    "columns": {"cards", "column_writer", "result", "entities"},
    "card_contexts": {"cards", "card_writer", "pipeline", "entities"},
    "card_writer": {"pipeline", "cards", "parsing", "result", "senders", "entities", "text"},
    "column_writer": {
        "card_writer",
        "column_reader",
        "pipeline",
        "parsing",
        "matching",
        "senders",
        "entities",
        "rulepack",
        "text",
    },
    "column_reader": {"entities", "rulepack"},
    "explanation": {"rulepack", "result"},
    "parser": {"pipeline", "result", "parsing", "entities", "message"},
    "result": {"pipeline", "parsing", "senders", "entities", "text"},
    "pipeline": {"text", "matching", "parsing", "intent", "rulepack", "senders", "entities"},
    "parsing": {"text", "matching", "senders", "entities", "intent"},
    "cards": {"parsing", "rulepack", "entities", "taxonomy", "errors", "message", "text"},
    "rulepack": {"errors"},
    "intent": {"text", "matching", "rulepack", "errors"},
    "senders": {"rulepack", "text"},
    "entities": {"text", "matching", "errors"},
    "message": {"errors", "entities"},
    "taxonomy": {"rulepack"},
    "matching": {"text"},
    "vocabulary": set(),
    "text": set(),
    "errors": set(),
}

#: Where imports for types only, or of what sits above, are meant: the cases runner drives an engine it is given.
FOR_TYPES = {
    ("arrow", "engine"),
    ("columns", "engine"),
    ("rulepack", "engine"),
    ("rulepack", "result"),
    ("errors", "rulepack"),
}


NATIVE = PACKAGE / "_native.pyx"
needs_sources = pytest.mark.skipif(not NATIVE.exists(), reason="an installed package holds no sources of the extension")
#: The files of the extension, in the order in which they build on each other.
INCLUDED = re.findall(r'^include "([^"]+)"$', NATIVE.read_text("utf-8"), re.M) if NATIVE.exists() else []
NOT_CODE = re.compile(r'"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*')
BLOCK = r"^(?:cp?def enum:|cdef extern [^\n]*:)\n((?: [^\n]*\n|\n)+)"
DEFINED = r"^(?:cdef|cpdef|ctypedef|def)\b[^\n=(:\[]*?(\w+)(?=[(:\[]|\s*=|$)|^([A-Z]\w+) ="


def code_of(file: str) -> str:
    """A file of the extension without comments and texts."""
    return NOT_CODE.sub("", (PACKAGE / file).read_text("utf-8"))


def names_defined(file: str) -> set[str]:
    """What a file of the extension defines: functions, structs and classes, constants."""
    code = code_of(file)
    blocks = re.sub("=.*", "", "".join(re.findall(BLOCK, code, re.M)))
    constants = set(re.findall(r"\b[A-Z]\w+", blocks))
    return constants | {name for pair in re.findall(DEFINED, code, re.M) for name in pair} - {
        "",
        "enum",
        "extern",
        "nogil",
    }


def names_used(file: str) -> set[str]:
    """What a file of the extension names: whatever is called, and what begins with a capital, attributes aside."""
    code = re.sub(r"^ +(?:cdef|cpdef|def) [^\n(=]*\(", "", code_of(file), flags=re.M)
    return set(re.findall(r"(?<![\w.])(\w+(?=\()|[A-Z]\w+)", code))


#: Which file of the extension defines a name.
HOMES = {name: file for file in INCLUDED for name in names_defined(file)}


def room_of(file: str) -> str:
    """The room of a file of the extension."""
    return file.split("/", maxsplit=1)[0] if "/" in file else file.removesuffix(".pxi")


def room(module: str) -> str:
    """The room of a dotted module name below smsparse."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imported(path: Path) -> set[str]:
    """Rooms that a source file imports or, if it is one of the extension, uses; a name of it is of its file's room."""
    text = path.read_text("utf-8")
    if path.suffix == ".pxi":
        used = names_used(path.relative_to(PACKAGE).as_posix()) & HOMES.keys()
        modules = re.findall(r"^ *from (smsparse[\w.]*) import", text, re.M)
        return {room_of(HOMES[name]) for name in used} | {room(module) for module in modules}
    here = (
        "smsparse"
        if path.parent == PACKAGE
        else f"smsparse.{path.parent.relative_to(PACKAGE).as_posix().replace('/', '.')}"
    )
    names: set[str] = set()
    native: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "smsparse._native":
            native |= {room_of(HOMES[alias.name]) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = here.rsplit(".", node.level - 1)[0] if node.level > 1 else here
            names.add(f"{base}.{node.module or ''}" if node.level else node.module or "")
    return native | {room(name) for name in names if name.startswith("smsparse.")} - {""}


def sources() -> list[Path]:
    return [path for suffix in ("*.py", "*.pxi") for path in sorted(PACKAGE.rglob(suffix))]


@needs_sources
@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_downward(path):
    parts = path.relative_to(PACKAGE).parts
    here = parts[0] if len(parts) > 1 else path.stem
    if here in ("__init__", "__main__"):
        return
    wrong = {
        found for found in imported(path) - {here} if found not in MAY_IMPORT[here] and (here, found) not in FOR_TYPES
    }
    assert not wrong, f"{here} imports {wrong}"


@needs_sources
def test_the_extension_has_every_file_once_and_every_name_in_one():
    assert sorted(INCLUDED) == sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.pxi"))
    for file in INCLUDED:
        twice = {name for name in names_defined(file) if HOMES[name] != file}
        assert not twice, f"{file} defines {twice} as another does"


@needs_sources
@pytest.mark.parametrize("file", INCLUDED)
def test_a_file_of_the_extension_uses_what_stands_above_it(file):
    later = set(INCLUDED[INCLUDED.index(file) + 1 :])
    wrong = {name: HOMES[name] for name in names_used(file) & HOMES.keys() if HOMES[name] in later}
    assert not wrong


def test_public_names_are_what_can_be_seen():
    assert sorted(smsparse.__all__) == smsparse.__all__
    for name in smsparse.__all__:
        assert getattr(smsparse, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = smsparse.nonsense


#: Modules that take longer to load than an engine does, or hold more.
HEAVY = {
    "collections", "dataclasses", "enum", "hashlib", "importlib", "jieba", "json", "matplotlib", "numpy", "onnxruntime", "pathlib",
    "pyarrow", "re", "regex", "struct", "typing", "zoneinfo",
}  # fmt: skip


@pytest.mark.parametrize("engine", ["Engine(model=None)", "Engine()"], ids=["rules only", "with the model"])
def test_importing_and_parsing_load_nothing_heavy(engine):
    script = (
        f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); import smsparse; engine = smsparse.{engine}\n"
        "result = engine.parse('【示例银行】您的验证码是482913', '95500'); result.sender; result.fields['code'].value\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "smsparse._native" in loaded
    assert loaded & HEAVY == set()
