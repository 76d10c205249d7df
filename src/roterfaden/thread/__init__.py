"""Follow a voice to the report and back. See README.md beside this file."""
