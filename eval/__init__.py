"""Labelled pairs, metrics and the harness that says what a detector is worth."""
