"""Reading the review: judgements as known on a day, the board of a cycle, the figure of a goal."""
