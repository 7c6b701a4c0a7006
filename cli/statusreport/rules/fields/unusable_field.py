"""An own field that is declared in a way that cannot work.

`fields` of the plan file says which fields measures have besides those of every plan. Its key stands in measures, in
the JSON and as the name of a column, so it is made of letters, digits, hyphens and
underscores and is nobody else's. A `term`
names its `vocabulary`, which is a key of the plan file; a `table` has `columns`; and what is `required` in some classes
names them by their ids.

Correct the declaration.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F120",
    Severity.ERROR,
    message="“{key}” cannot be the key of a field.",
    message_taken="“{key}” says something else already.",
    message_no_vocabulary="“{key}” is a term, but of no vocabulary.",
    message_vocabulary="“{key}” has a vocabulary, but is no term.",
    message_undeclared="“{key}” is a term of `{name}`, which this plan does not declare.",
    message_no_columns="“{key}” is a table without columns.",
    message_columns="“{key}” has columns, but is no table.",
    message_class="“{key}” is required in “{name}”, which is no class of status.",
    message_other="“{key}” is a term of `{name}`, which is a key of this file that says something else.",
    help="Begin with a letter; letters, digits, hyphens and underscores may follow.",
    help_taken="Give the field another key.",
    help_no_vocabulary="Write `vocabulary:` with a key of this file, and the terms under that key.",
    help_vocabulary="Write `type: term`, or remove the vocabulary.",
    help_undeclared="Add the key `{name}` to this file, with the id and the label of each term.",
    help_no_columns="Write `columns:` with a key and a type for each, as `{{name: text, target: number}}`.",
    help_columns="Write `type: table`, or remove the columns.",
    help_class="Write `true`, or ids of classes: {allowed}.",
    help_other="Give the vocabulary a name that is no key of this file yet, and write its terms under that name.",
)
