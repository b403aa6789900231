"""Senders of a few profiles, compiled as the ones of a pack are."""

from __future__ import annotations

import pytest

from smsparse._native import Senders
from smsparse.rulepack.artifact import Artifact, pack_sections
from smsparse.rulepack.records import Place, Sender
from smsparse.rulepack.senders import sender_sections


@pytest.fixture
def senders_of():
    """Compiles profiles, given as dictionaries without the keys that do not matter, and facts of trust.toml."""

    def made(profiles, facts=None):
        records = [
            Sender(
                **{
                    "id": f"p{number}",
                    "name": f"示例{number}",
                    "industry": "shopping",
                    "place": Place("test"),
                    **profile,
                }
            )
            for number, profile in enumerate(profiles)
        ]
        return Senders(Artifact(pack_sections(sender_sections(records, facts or {}, str.lower)), "test").sections)

    return made
