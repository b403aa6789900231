from collections.abc import Mapping, Sequence

from smsparse.rulepack.sections import Strings

TRUSTS: tuple[str, ...]
REASONS: tuple[str, ...]
KINDS: tuple[str, ...]

def reasons_of(bits: int) -> tuple[str, ...]: ...

class Senders:
    """The sender profiles of a pack and the facts of its trust.toml; its functions are for other extensions.

    `ids` and `titles` by the number of the profile. The probes take texts as already folded, and senders as they came.
    """

    def __init__(self, sections: Mapping[str, memoryview]) -> None: ...
    @property
    def ids(self) -> Strings: ...
    @property
    def titles(self) -> Strings: ...
    def probe_match(self, signature: str | None, sender: str | None) -> tuple[int, bool, bool] | None: ...
    def probe_number(self, sender: str) -> tuple[str, bool, bool]: ...
    def probe_host(self, link: str, profile: int) -> tuple[str, str, int]: ...
    def probe_contradiction(
        self, text: str, signature: str | None, sender: str | None, links: Sequence[str]
    ) -> int: ...
    def probe_verdict(
        self,
        text: str,
        signature: str | None,
        sender: str | None,
        links: Sequence[str],
        urging: str | None,
        phone: str | None,
    ) -> tuple[int, str, tuple[str, ...]] | None: ...
