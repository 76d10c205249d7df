"""All tests. The folders mirror src/roterfaden; architecture/ guards the house, browser/ uses a real browser."""
