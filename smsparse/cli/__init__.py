"""The command line: ``smsparse parse | batch | explain | eval | demo | rules``.

Only this package writes to the terminal. ``views`` and ``evaluation_views`` draw; the other modules read arguments and
ask the engine.
"""
