"""How fast the policy engine and its questions are, over generated estates and a fixed set of requests."""
