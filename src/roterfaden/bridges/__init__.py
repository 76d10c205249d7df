"""The only door. See README.md beside this file."""
