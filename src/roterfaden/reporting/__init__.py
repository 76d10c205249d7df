"""Report, frozen edition. See README.md beside this file."""
