"""The OParl 1.1 server (ADR 37): read-only, anonymous, what the public may read of bodies, meetings and papers.

addresses → objects (rows to JSON) → rows (which rows) → filters → lists (pages) → answers (HTTP) → views.
"""
