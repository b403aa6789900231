"""A card in other formats, one module each. ``text`` draws it for a terminal."""
