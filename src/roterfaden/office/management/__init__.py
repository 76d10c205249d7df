"""Commands of this surface."""
