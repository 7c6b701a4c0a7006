"""How rules write numbers."""


def grouped(value: int) -> str:
    """A whole number with narrow no-break spaces between its thousands, which an amount may be copied with."""
    return f"{value:,}".replace(",", "\u202f")
