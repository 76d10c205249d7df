"""Reading reports: the content of an edition, its proof, and pages."""
