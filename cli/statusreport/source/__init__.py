"""What lies on disk or in a git revision, as syntax: bytes, text, YAML nodes, Markdown tokens, and their places."""
