"""Who can become administrator, or come to a target: as text, JSON and drawings."""
