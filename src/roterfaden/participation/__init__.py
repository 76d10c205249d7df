"""Process, event, contribution, theme. See README.md beside this file."""
