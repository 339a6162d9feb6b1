"""Item models: what the views show, folded from the events of a call."""
