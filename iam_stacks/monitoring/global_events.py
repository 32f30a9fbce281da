"""Where the events of global services reach EventBridge."""

from __future__ import annotations

from collections.abc import Mapping

GLOBAL_EVENTS: Mapping[str, str] = {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
"""By partition, the Region where IAM changes its data, and where CloudTrail says so.

AWS source: IAM User Guide, "Resilience in AWS Identity and Access Management"; AWS GovCloud (US) User Guide, "AWS
Identity and Access Management in AWS GovCloud (US)"; Amazon Web Services in China, "Amazon Identity and Access
Management"; AWS re:Post, "Why does my EventBridge rule for IAM events only trigger in the us-east-1 Region?".
"""
