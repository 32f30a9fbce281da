"""Tags by which this project's own parts know each other's resources."""

from __future__ import annotations

BREAK_GLASS_TAG = "iam-stacks:break-glass"
"""The tag by which monitoring finds roles for emergencies; its value is `true`."""

EXEMPT_TAG = "iam-stacks:rotation-exempt"
"""The tag of a user whose access key does not rotate: `rotation_exemption` sets it, and asks for the reason."""
