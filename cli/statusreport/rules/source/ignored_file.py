"""A file or folder among the content that is not read.

Content is read by place and name: `.md` files directly in their folder, `.yaml` for figures. Whatever is
named otherwise, and every text beside these folders, is left out of every publication, which is easily overlooked.

Rename or move it if it is content; otherwise keep it outside the content folders.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S114",
    Severity.WARNING,
    yields_to=("unexpected-count",),
    message="This file is not read, since its name does not end in `{suffix}`.",
    message_folder="This folder is not read: content stands directly in `{folder}`.",
    message_content="This folder holds texts, but content is not read from it.",
    message_loose="This file is not read: no content stands directly in `content`.",
    message_office="This file is not read: it is a document of another program, and no plain text.",
    help="If it is content, call it `{name}`; otherwise keep it elsewhere.",
    help_folder="Move its files up, or keep it elsewhere.",
    help_content="Content stands in {folders}.",
    help_loose="Content stands in {folders}.",
    help_office="Save its text as plain text, in a file called `{name}`, or keep it elsewhere.",
)
