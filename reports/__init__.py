"""Room 3: say it to people."""
