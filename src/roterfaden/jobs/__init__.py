"""Background work with progress: started by a person or the clock, repeatable, done once in effect. See README.md."""
