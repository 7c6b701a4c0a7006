"""The commands. A command is one module here: options in, a task, its answer out; nothing decided.

It defines `register(app, session)`, which adds it to the application; `ORDER` is its place in `--help`, where what
has commands of its own, as `round`, stands behind the others. The texts of `--help` are the session's too, so that they
are in the language that was chosen: a command is defined within `register`, where they are known.
"""
