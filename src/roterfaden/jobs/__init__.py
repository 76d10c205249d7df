"""Background work with progress: started by a person or the clock, done exactly once in effect. See README.md beside this file."""
