"""Room 1: what is published. The only room that touches the network."""
