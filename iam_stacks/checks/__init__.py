"""What is checked at synthesis, and what is accepted."""
