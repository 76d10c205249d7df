"""The example county. See README.md beside this file."""
