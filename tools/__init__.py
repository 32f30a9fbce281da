"""Scripts that write what is in the repository but not written by hand; never part of the wheel."""
