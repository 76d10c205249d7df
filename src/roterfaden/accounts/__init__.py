"""People and roles. See README.md beside this file."""
