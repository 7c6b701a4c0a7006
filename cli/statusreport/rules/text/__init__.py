"""Prose that is unfinished, broken or points nowhere."""
