"""Nothing of this module is visible from Python: its functions are for other extensions, by its .pxd."""
