"""Policies that AWS keeps."""

from __future__ import annotations

AWS_MANAGED = ":iam::aws:policy/"
"""What stands in the ARN of each, in whatever partition, before its path and name.

AWS source: IAM User Guide, "Managed policies and inline policies".
"""
