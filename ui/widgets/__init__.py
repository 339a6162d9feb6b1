"""The parts a page is made of. Each takes `reset(call)` and `apply(call, entry)`."""
