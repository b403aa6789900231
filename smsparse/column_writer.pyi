from array import array
from collections.abc import Sequence

from smsparse._pipeline import Pipeline
from smsparse.entities.resolving import Zone

#: (address of the bitmap or 0, of the offsets, of the bytes, first row, whether offsets have 64 bits)
_Column = tuple[int, int, int, int, bool]

class Memory:
    def __buffer__(self, flags: int, /) -> memoryview: ...

class ColumnWriter:
    def __init__(self, pipeline: Pipeline, zone: Zone, title_of: array[int], units: Sequence[str]) -> None: ...
    def write(
        self,
        texts: _Column,
        senders: _Column | None,
        times: tuple[bytes, array[int], array[int]] | None,
        start: int,
        stop: int,
    ) -> None: ...
    def buffers(self) -> tuple[int, int, dict[str, Memory]]: ...
