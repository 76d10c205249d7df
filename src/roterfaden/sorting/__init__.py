"""What the program suggests and shows when voices are sorted; a person decides. See README.md beside this file."""
