"""Definitions, series, observations. See README.md beside this file."""
