"""Commands of this context."""
