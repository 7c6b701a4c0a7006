"""An amount that can be read in more than one way, or not at all.

`250.000` is a quarter of a million in Norwegian and two hundred and fifty in English, and `1,5` leaves out
what it counts. Amounts are added up, so a wrong guess would change every figure.

Write whole kroner in digits, with blanks or nothing between the thousands: `3 688 778` or `3688778`.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F111",
    Severity.ERROR,
    message="“{value}” means different amounts to different readers.",
    message_decimals="“{value}” is not in whole kroner, or can be read in more than one way.",
    message_currency="“{value}” holds more than the number.",
    message_long="“{value}” has more digits than any amount.",
    message_unreadable="“{value}” is not an amount in whole kroner.",
    message_scaled="“{value}” is not written as whole kroner.",
    help="Write whole kroner with blanks or nothing between the thousands; if that is what it means: `{suggestion}`.",
    help_decimals="Write whole kroner in digits, as `3 688 778` or `3688778`.",
    help_currency="Write only the number, which is in Norwegian kroner: `{suggestion}`.",
    help_long="Write whole kroner in digits, as `3 688 778` or `3688778`.",
    help_unreadable="Write whole kroner in digits, as `3 688 778` or `3688778`.",
    help_scaled="If that is what it means, write `{suggestion}`.",
)
