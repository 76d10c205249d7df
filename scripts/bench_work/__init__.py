"""Work for measurements and for the test of killed workers: an app that is no part of the product."""
