"""Management of transfer."""
