"""Concept, version, element, target, consideration. See README.md beside this file."""
