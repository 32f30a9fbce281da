"""Who publishes ways to gain power; a number or a name there follows."""

from typing import Final

RHINO: Final = "Rhino Security Labs, AWS IAM Privilege Escalation Methods,"
PATHFINDING: Final = "DataDog, pathfinding.cloud,"
HACKTRICKS: Final = "HackTricks Cloud, AWS Privilege Escalation,"
HACKING_THE_CLOUD: Final = "Hacking the Cloud, AWS IAM Privilege Escalation Techniques,"
IAM_VULNERABLE: Final = "BishopFox, iam-vulnerable,"
