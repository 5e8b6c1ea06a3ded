"""Page or attachment to fields: pure functions over stored bytes."""
