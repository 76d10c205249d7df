"""Review, assessment, signal, correction. See README.md beside this file."""
