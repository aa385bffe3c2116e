"""Telling luck from difference: verdicts of a fixed vocabulary, each for all cells of a page in one pass.

Pure functions of numpy arrays: no database, no clock, no screen. An array holds one number a cell, NaN where it is not
known; arguments broadcast. Whether high is wanted or not is no matter of this room. The rules and their sources are in the
force's statistics paper (`statistics.md`); what each of them does by chance alone is measured in `tests/simulations/`.
"""
