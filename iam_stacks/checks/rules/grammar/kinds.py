"""Which kinds of policies a rule of grammar is about."""

from __future__ import annotations

from iam_stacks.policy.kind import BOUNDARY, IDENTITY, RESOURCE, SCP, SESSION, TRUST

OF_IAM = frozenset((IDENTITY, BOUNDARY, SESSION, TRUST))
"""What IAM and STS read. Other services may take more: the default policy of a KMS key has blanks in its Sid."""

NAMING_RESOURCES = frozenset((IDENTITY, BOUNDARY, SESSION, SCP))
"""What names resources by their ARNs; a resource's policy may do it in other ways, and a trust policy names none."""

GRANTING = frozenset((IDENTITY, RESOURCE, SESSION, TRUST))
"""Where an Allow gives something; elsewhere it only leaves what others give."""
