"""The engine that exported expressions are matched with: `re`, for it compiles them in half the time of `regex`.

Before Python 3.11.5 it lets a possessive group take what a lookahead in it forbids; there `regex` stands in.
"""

from __future__ import annotations

import sys

if sys.version_info >= (3, 11, 5):
    import re as oracle
else:
    import regex as oracle

__all__ = ["oracle"]
