"""Sound: where it comes from, at one rate, on one timeline."""
