"""Commands that a room brings of its own; ``zwgk.py`` joins them."""
