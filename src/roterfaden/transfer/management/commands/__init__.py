"""Commands of transfer."""
