"""Pages for residents. See README.md beside this file."""
