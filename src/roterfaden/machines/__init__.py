"""Programs that speak with this installation: the tokens they sign in with, the addresses that are told of events."""
