"""The workbench in a real browser: starts it and runs `studio.test.mjs`, each of whose tests is one here.

Needs Chromium, Node.js and the packages of tests/node (`npm install --prefix tests/node --no-package-lock`); skipped
where they are not there. STUDIO_SHOTS=FOLDER keeps pictures to be looked at.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import smsparse
from smsparse.engine import BUILTIN_RULES

HERE = Path(__file__).parent
PACKAGES = HERE.parent / "node" / "node_modules"
SCRIPT = HERE / "studio.test.mjs"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NAMES = re.findall(r'^test\("(.+?)",', SCRIPT.read_text("utf-8"), re.M) + [
    f"axe finds nothing serious ({look})" for look in ("light", "dark", "narrow")
]
LIMIT_SECONDS = 600


def missing():
    """What is not there of what these tests need."""
    if CHROMIUM is None:
        return "no Chromium"
    if shutil.which("node") is None:
        return "no Node.js"
    if not all((PACKAGES / name).is_dir() for name in ("playwright-core", "axe-core")):
        return "no playwright-core and axe-core: npm install --prefix tests/node --no-package-lock"
    if find_spec("uvicorn") is None or find_spec("starlette") is None:
        return "the extra studio is not installed"
    return None


pytestmark = pytest.mark.skipif(missing() is not None, reason=str(missing()))


@pytest.fixture(scope="module")
def address():
    """Where the studio of these tests listens, as it prints it."""
    rules = [] if Path(BUILTIN_RULES).is_dir() else ["--rules", str(HERE.parents[1] / "rules")]
    environment = {**os.environ, "PYTHONPATH": str(Path(smsparse.__file__).parents[1])}
    studio = subprocess.Popen(
        [sys.executable, "-m", "smsparse", "studio", *rules], env=environment, text=True, stdout=subprocess.PIPE
    )
    try:
        yield studio.stdout.readline().strip()
    finally:
        studio.terminate()
        studio.wait(10)
        studio.stdout.close()


@pytest.fixture(scope="module")
def outcomes(address):
    """(whether it passed, what was said) of every test of the script, which runs once."""
    environment = {**os.environ, "STUDIO_URL": address, "CHROMIUM": CHROMIUM}
    run = subprocess.run(
        ["node", "--test", "--test-reporter=tap", str(SCRIPT)],
        check=False, env=environment, capture_output=True, text=True, timeout=LIMIT_SECONDS, cwd=HERE,
    )  # fmt: skip
    parts = re.split(r"^ *(?=(?:not )?ok \d+ - )", run.stdout, flags=re.M)
    found = {}
    for part in parts:
        head = re.match(r"(not )?ok \d+ - (.+)", part)
        if head:
            found[head[2].strip().replace("\\#", "#")] = head[1] is None, part
    return found, run.stdout + run.stderr


@pytest.mark.parametrize("name", NAMES)
def test_in_a_browser(outcomes, name):
    found, everything = outcomes
    assert name in found, everything[-4000:]
    passed, told = found[name]
    assert passed, told[:4000]
