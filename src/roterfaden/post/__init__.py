"""Outgoing messages: written once, delivered by a worker, never sent twice. See README.md beside this file."""
