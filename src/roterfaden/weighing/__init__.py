"""The desk on which voices are weighed: advice, text modules, checks, published answers. See README.md."""
