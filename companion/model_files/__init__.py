"""Speech models on disk: what is known of them, whether they are whole, how they get there.

`companion.models` is the way in; nothing here loads a model.
"""
