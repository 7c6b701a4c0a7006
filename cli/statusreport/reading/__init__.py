"""A plan's folder to a `Plan`: the files as their declared fields, with every fault."""
