"""The rule laboratory: how often a check is right, measured on labelled corpora. No network, no clock."""
