"""Pure calculation: words to numbers, choosing, explaining, duplicates, groups, names, evaluation. No database."""
