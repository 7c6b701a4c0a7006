"""Measures that are incomplete or contradict the plan."""
