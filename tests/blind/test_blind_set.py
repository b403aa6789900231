"""The blind sets are sound: every pair is there, and what their labels say stands in the text. Figures are for the README, not for a test."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from smsparse.taxonomy import builtin_taxonomy

HERE = Path(__file__).parent
SETS = {
    name: [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()]
    for name in ("messages", "second")
}


@pytest.mark.parametrize("name", SETS)
def test_every_pair_has_three_messages(name):
    assert Counter(f"{message['l1']}.{message['l2']}" for message in SETS[name]) == dict.fromkeys(
        builtin_taxonomy().pairs, 3
    )


@pytest.mark.parametrize("message", [*SETS["messages"], *SETS["second"]], ids=lambda message: message["id"])
def test_fields_are_parts_of_the_text(message):
    accepted = [*message["fields"].values(), *(text for texts in message.get("alt", {}).values() for text in texts)]
    assert [text for text in accepted if text not in message["text"]] == []
