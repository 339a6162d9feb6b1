"""Pages, and the window that holds them."""
