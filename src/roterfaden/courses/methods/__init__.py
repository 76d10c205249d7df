"""Pure calculation of the courses context: placing people into courses. No database, no clock."""
