"""Reporting rounds: what was reported, the seal that keeps it, what changed, and what became of each measure."""
