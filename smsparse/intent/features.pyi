NO_TOKENS: int

def features_of(folded: str) -> list[int]:
    """The features of a folded message, in order, repeats and all: numbers from 1 to 2**FEATURE_BITS - 1."""
