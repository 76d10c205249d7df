"""Open data: the read-only interface /api/v1/, data sets as files, the catalogue DCAT-AP.de, the Open SDG export.

Everything comes from `thread.queries`, the same as on the pages. No session, no account, German labels.
"""
