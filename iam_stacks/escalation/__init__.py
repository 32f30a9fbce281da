"""Who can become whom: the ways from one principal of an account to the power of another, as a graph."""
