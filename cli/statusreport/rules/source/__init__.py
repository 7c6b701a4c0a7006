"""Files that cannot be read as they are."""
