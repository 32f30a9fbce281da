"""What an auditor asks: which practice is met, by which resource, and which is not."""
