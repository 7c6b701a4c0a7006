"""Figures that do not exist or do not add up."""
