"""Charts drawn on the server: frozen shapes in (``shapes``), SVG text out. No data access, no request, no colour but by class."""
