"""Types of fields: how a value is read from a node, what a JSON Schema says of it, and how it comes back from JSON.

A type stands in the module of what its values are about; a scalar has one pattern, which reading and schema both use.
"""

from .identifiers import RecordNumber, RecordNumbers, RoundId
from .links import LINK, Hyperlink
from .lists import ListOf, TextList, item_of, vocabulary_of
from .mappings import Keyed, Object, Table
from .numbers import Amount, Number, Percent, Whole
from .texts import Choice, Markdown, Switch, Text
from .times import Day, Due, Years

__all__ = [
    "LINK",
    "Amount",
    "Choice",
    "Day",
    "Due",
    "Hyperlink",
    "Keyed",
    "ListOf",
    "Markdown",
    "Number",
    "Object",
    "Percent",
    "RecordNumber",
    "RecordNumbers",
    "RoundId",
    "Switch",
    "Table",
    "Text",
    "TextList",
    "Whole",
    "Years",
    "item_of",
    "vocabulary_of",
]
