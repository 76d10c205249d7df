"""The composition root: settings, urls, wsgi. Nothing imports it."""
