"""The window. It shows events and submits events, and holds no facts of its own."""
