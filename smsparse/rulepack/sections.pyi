from collections.abc import Iterator, Mapping

def checksum_of(buffer: memoryview) -> bytes:
    """The checksum of an artifact's payload as `artifact.checksum` defines it; the length is a multiple of four."""

class Section:
    """A section as typed memory, for other extensions."""

    def __init__(self, sections: Mapping[str, memoryview], name: str) -> None: ...

class Strings:
    """The strings of a section written by `rulepack.words.string_table`: read lazily, never copied as a whole.

    Raises IndexError for a number that is not one of theirs; negative ones do not count from the end.
    """

    def __init__(self, sections: Mapping[str, memoryview], name: str) -> None: ...
    def __len__(self) -> int: ...
    def __getitem__(self, number: int, /) -> str: ...
    def __iter__(self) -> Iterator[str]: ...
