"""Pages for staff. See README.md beside this file."""
