"""The command line: ``smsparse parse | explain | demo | rules``.

Only this package writes to the terminal. ``views`` draws; the other modules read arguments and ask the engine.
"""
