"""KIM. See README.md beside this file."""
