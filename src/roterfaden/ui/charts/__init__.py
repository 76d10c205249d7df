"""Charts drawn on the server: frozen shapes in (``shapes``), SVG text out. No data access, colour only by class."""
