"""Compiles action plans and document studies from checked Markdown files."""
