"""Builds the extension, compiles `rules/` into one artifact and takes the model; the rest is in pyproject.toml."""

import shutil
import sys
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT))

from smsparse.rulepack.artifact import write_artifact  # noqa: E402
from smsparse.rulepack.compiler import compile_pack  # noqa: E402
from smsparse.rulepack.loader import load_pack  # noqa: E402
from smsparse.vocabulary.table_writer import write_tables  # noqa: E402

#: Plain built-in functions with a text signature: a module loads faster than with functions that mimic those of Python.
DIRECTIVES = {"language_level": "3", "binding": False, "embedsignature": True, "embedsignature.format": "clinic"}
TABLES = "smsparse/entities/_tables.h"
LANES = "smsparse/intent/lanes.h"
FLAGS = [] if sys.platform == "win32" else ["-O3", "-fno-strict-aliasing", "-g0"]


def build_data(folder: Path) -> None:
    """Writes what the package reads at run time: the compiled rule pack, its sources for the workbench, the model."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / "rules", ignore_errors=True)
    shutil.copytree(ROOT / "rules", folder / "rules", ignore=shutil.ignore_patterns("*.cases.toml"))
    write_artifact(folder / "builtin.pack", compile_pack(load_pack(ROOT / "rules")))
    for name in ("intent.bin", "intent.onnx", "manifest.json"):
        shutil.copyfile(ROOT / "models" / "intent" / name, folder / name)


class BuildExtension(build_ext):
    """build_ext, with the constants of the resolvers written before they are compiled."""

    def run(self) -> None:
        write_tables(ROOT / TABLES)
        super().run()


class BuildData(build_py):
    """build_py, with the data written before the package is gathered."""

    def run(self) -> None:
        build_data(ROOT / "smsparse" / "_data")
        super().run()


setup(
    ext_modules=cythonize(
        Extension("smsparse._native", ["smsparse/_native.pyx"], extra_compile_args=FLAGS, depends=[TABLES, LANES]),
        compiler_directives=DIRECTIVES,
    ),
    cmdclass={"build_ext": BuildExtension, "build_py": BuildData},
)
