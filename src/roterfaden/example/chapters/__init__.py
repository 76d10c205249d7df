"""The chapters of the example county, each a part of the story told through actions."""
