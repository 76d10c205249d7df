"""Commands of the advice centre."""
