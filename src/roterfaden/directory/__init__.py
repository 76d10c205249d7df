"""Organisations, sites, services. See README.md beside this file."""
