"""Fields of action, the one classification both lines share. See README.md beside this file."""
