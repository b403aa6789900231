"""The plots are there and are PNG."""

from __future__ import annotations

import sys

import pytest

from smsparse.evaluation.figures import figures
from smsparse.evaluation.scoring import compare

from .conftest import answer, gold

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def _matplotlib():
    pytest.importorskip("matplotlib", reason="the extra eval is not installed")


def rows(*given, confidence=0.9):
    return [compare(gold(n, "risk.porn"), answer(n, category, confidence)) for n, category in enumerate(given)]


def plots(told, folder):
    from smsparse.evaluation.plots import draw

    return draw(told, figures(told, seed=1), folder)


@pytest.mark.parametrize("given", [["risk.porn"] * 3, ["risk.porn", "order.paid", "risk.gambling", "none.none"]])
def test_curve_and_matrices(tmp_path, given):
    paths = plots(rows(*given), tmp_path / "new" / "folder")
    assert [path.name for path in paths] == ["reliability.png", "confusion.png"]
    assert all(path.read_bytes().startswith(PNG) for path in paths)


def test_without_confidences_there_is_no_curve(tmp_path):
    assert [path.name for path in plots(rows("risk.porn", confidence=None), tmp_path)] == ["confusion.png"]


def test_the_global_state_of_pyplot_stays_out(tmp_path):
    plots(rows("risk.porn"), tmp_path)
    assert "matplotlib.pyplot" not in sys.modules
