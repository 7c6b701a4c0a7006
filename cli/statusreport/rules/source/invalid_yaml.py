"""Front matter, or a plan file, that is not YAML.

The keys are written in YAML, in which some characters mean something. One slip hides the whole file, since
nothing below it can be trusted. What is reported is the probable slip: a value with a colon that lacks its
quotes, a quote or bracket that is never closed, a character that no value may begin with, a line without a
colon, or a line that is indented too far.

Put values with such characters in quotes, close what is open, and begin each key at the left margin.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S105",
    Severity.ERROR,
    message="The YAML cannot be read from here on.",
    message_quote="The quote {opener} that opens here is never closed, so it swallows the lines below.",
    message_bracket="The bracket {opener} that opens here is never closed, so it swallows the lines below.",
    message_placeholder="A placeholder of a template stands here.",
    message_escape="The backslash in this value means something to YAML.",
    message_reserved="A value cannot begin with “{char}”.",
    message_list="A list cannot begin on the line of its key.",
    message_character="“{char}” cannot stand here.",
    message_behind="Text stands behind the {closer} that ends this value.",
    message_colon="This value holds a colon and a blank, which begin a new value in YAML.",
    message_waiver="The code and its reason stand on the line of “waive”.",
    message_smart_quotes="This value holds a colon, and its curly quotes are not quotes to YAML.",
    message_blank="There is no blank behind the colon.",
    message_blank_dash="There is no blank behind the hyphen of this list item.",
    message_no_colon="“{line}” is not a key with a value.",
    message_no_key="A value stands here without a key.",
    message_comment="“{lost}” is read as a comment, so the bracket before it is never closed.",
    message_item="This key begins as an item of a list.",
    message_no_comma="A comma or a closing bracket should stand here.",
    message_indent="This line is indented otherwise than the lines it belongs with.",
    message_document="A second document begins here.",
    message_key="A list or a mapping stands where a key should.",
    message_sign="“{sign}” stands where the colon should.",
    message_margin="Blanks stand before this key, which begins at the left margin.",
    message_link="This is a Markdown link, and no Markdown is read here.",
    message_comma="Here is a comma too many, or what should stand before it is missing.",
    message_star="“{char}” begins no item of a list here.",
    message_several="Several values stand on one line.",
    help="Compare with a file that works: each line is `key: value`, and a value with special characters is in quotes.",
    help_quote="Add the missing {opener} at the end of the value.",
    help_bracket="Write the missing {closer} at the end of the value.",
    help_placeholder="Write the value itself; content is never filled in by a template.",
    help_escape="Write it in single quotes: `{written}`.",
    help_reserved="Put the value in quotes: `{written}`.",
    help_list="If it is a text, write `{written}`. A list is written `[A, B]`, or each item on a line of its own below the key.",
    help_character="Put the value in quotes.",
    help_behind="Put quotes around the whole value: `{written}`.",
    help_colon="Put the value in quotes: `{written}`.",
    help_waiver="Write them on the next line, indented: `  {waiver}`.",
    help_smart_quotes="Write straight quotes: `{written}`.",
    help_blank="Write `{written}`.",
    help_blank_dash="Write `{written}`.",
    help_no_colon="Write `key: value`, or indent the line if it continues the value above.",
    help_no_key="Write a key before the colon.",
    help_comment='Put each text that has a number sign in it in quotes: `["Sak #12", B]`.',
    help_item="Write `{written}`.",
    help_no_comma="Put values that hold colons or brackets in quotes.",
    help_indent="Begin it at the same column as those lines. If it continues the value above, put that value in quotes.",
    help_document="Remove the line `---`: a file is one document.",
    help_key="Write a single word before the colon, or put the value in quotes.",
    help_sign="Write `{written}`.",
    help_margin="Delete the blanks.",
    help_link="Write `{link}`.",
    help_comma="Delete the comma, or write what is missing.",
    help_star="Write `{written}`.",
    help_several="Write `{written}`.",
)
