"""Bundles for other houses: what is made here and may travel, and what came from elsewhere."""
