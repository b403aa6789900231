"""How right answers are: labelled messages (gold) against what an engine says of them.

    records.py      gold lines and prediction lines, checked
    scoring.py      one message: what is right, made up, missed
    figures.py      all of them: accuracy, precision, recall, F1
    intervals.py    how far to trust a figure: Wilson and bootstrap
    calibration.py  how far to trust a confidence
    plots.py        reliability curve and confusion matrices (extra ``eval``)

Nothing here knows an engine: answers come as the objects of contract v1.
"""
