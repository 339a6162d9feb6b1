"""The call of `staged_call` gone worse, for pictures of the window."""

from __future__ import annotations

from companion.events import Category, Severity, Speaker
from tools.staged_call import BOOK, Said, Threat

ABUSIVE_BOOK = (
    *BOOK[:11],
    Said(
        Speaker.CUSTOMER,
        60.4,
        "i paid four hundred pounds on the second you useless idiot"
        " my order number is k r nine two six",
        anger=3,
        because="you useless idiot",
        threat=Threat(
            Category.ABUSE,
            Severity.WARNING,
            "you useless idiot",
            "You need not take this. Say once, calmly, that you want to help and can't while being"
            " spoken to like this.",
        ),
    ),
)
"""No promise, but an insult."""
