"""Append-only log. See README.md beside this file."""
