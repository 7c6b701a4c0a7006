"""How rules write numbers."""


def grouped(value: int) -> str:
    """A whole number with blanks between its thousands, as it is to be written."""
    return f"{value:,}".replace(",", " ")
