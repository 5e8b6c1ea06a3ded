"""The score of a unit: what was found turned into points, by a weight file that says who approved it. No clock, no network."""
