"""A file whose bytes are not UTF-8.

Word processors and older editors save Norwegian letters in other encodings. Such a file cannot be read
without guessing, and a wrong guess prints «Ã¸» for «ø», so the tool never guesses.

Open the file in your editor and save it again with the encoding UTF-8. If it is a document of a word
processor, save it as plain text.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S101",
    Severity.ERROR,
    message="The byte {byte} here is not UTF-8; the file is probably saved as {guess}.",
    message_binary="The file is not text; it may be a picture or a document of a word processor.",
    help="Save the file again with the encoding UTF-8.",
    help_binary="Save it as plain text with the encoding UTF-8, or move it elsewhere.",
)
