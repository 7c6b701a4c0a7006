"""Chapters that a publication cannot place or that say nothing."""
