"""The rows of the table of actions for what an agent reaches for in a call: see `action_table`."""

from __future__ import annotations

from ui.action_spec import IN_CALL, VIEW, N, Spec, Where

HELP_ACTIONS = (
    Spec(
        "other_words",
        IN_CALL,
        N("actions", "Other words to say"),
        "Alt+O",
        "next",
        N("actions", "Show another line for this step"),
        Where.RUNNING,
    ),
    Spec(
        "policy",
        IN_CALL,
        N("actions", "What policy says"),
        "Alt+P",
        "lock",
        N("actions", "Show what policy says of this threat, or the advice again"),
        Where.CALL,
    ),
    Spec(
        "abuse_step",
        IN_CALL,
        N("actions", "Log the next step against abuse"),
        "F11",
        "abuse",
        N("actions", "You have said it: warned, offered a call back, or ended"),
        Where.RUNNING,
    ),
    Spec(
        "abuse_undo",
        IN_CALL,
        N("actions", "Take the last step against abuse back"),
        "Shift+F11",
        "back",
        N("actions", "It was logged by mistake"),
        Where.RUNNING,
    ),
    Spec(
        "hand_over",
        IN_CALL,
        N("actions", "Hand over…"),
        "Ctrl+H",
        "escalation",
        N("actions", "Half a page for whoever takes the call over"),
        Where.CALL,
    ),
    Spec(
        "stamp",
        IN_CALL,
        N("actions", "Note with the time"),
        "F12",
        "note",
        N("actions", "Begin a line of the notes with the time of the call"),
        Where.OPEN,
    ),
    Spec(
        "go_facts",
        VIEW,
        N("actions", "Go to what was heard"),
        "Alt+F",
        "hint",
        N("actions", "Move the keys to the names, numbers, amounts and days"),
        Where.CALL,
    ),
)
