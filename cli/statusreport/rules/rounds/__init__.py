"""Sealed rounds, and what must be said of a measure that moved since the latest one."""
