"""The records of a plan, the words it allows, and every number computed from them. Pure."""
