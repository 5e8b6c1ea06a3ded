"""Room 2: what is required, and is it met. No network, no clock."""
