"""Values between the host and a function's parameters."""
