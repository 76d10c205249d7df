"""Kept files: photos, letters and tables people bring, checked and stored once. See README.md beside this file."""
