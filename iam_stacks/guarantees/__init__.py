"""What must never be possible in an account, what alone may be, and what must be: stated, and decided."""
