"""Machines. See README.md beside this file."""
