"""What people look at. No CDK here."""
