"""Bodies, papers, resolutions. See README.md beside this file."""
