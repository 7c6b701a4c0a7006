"""The commands. A command is one module here: its options in, its exit status out, nothing decided.

It declares `register(app)`, which adds it to the application; `ORDER` is its place in `--help`.
"""
