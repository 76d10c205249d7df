"""Commands of this context, and the supervisor of its processes."""
