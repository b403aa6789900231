"""Rule packs: the records of `rules/`, their loader, linter and compiler (pure Python, no extension needed)."""
