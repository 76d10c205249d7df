"""Adoption, initiative status. See README.md beside this file."""
