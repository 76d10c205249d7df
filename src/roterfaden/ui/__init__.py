"""Components, layouts, charts. See README.md beside this file."""
