"""The gate: whether publications are accessible, as independent validators and our own checks see them.

`publications` makes what is validated. `nu`, `browser`, `verapdf` and `libreoffice` run other people's programs;
the other modules check what no validator looks at. The tests plant faults, so that each is known to find what
it must.
"""
