"""The calculation of the review: points of a series, trend, forecast, judgement, early warnings. No database.

README.md of this context says what the method is and why. `METHOD_VERSION` is stored with every assessment; it changes
whenever the same figures could lead to another status.
"""

METHOD_VERSION = "1"
