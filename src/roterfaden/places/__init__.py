"""Areas with official keys. See README.md beside this file."""
