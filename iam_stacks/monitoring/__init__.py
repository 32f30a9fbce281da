"""What is watched: patterns of CloudTrail's events that matter to identities, as data."""
