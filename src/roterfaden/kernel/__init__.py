"""Helpers without models. See README.md beside this file."""
