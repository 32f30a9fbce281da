"""How each resource of a stack is read back: type -> the table that it appears in, and the reader of its row.

CREATE_COMPLETE proves that CloudFormation called a handler; these ask the service itself. A row says what is there,
never a secret. One file is one service.
"""

from emulator.readers import (
    cloudtrail,
    cloudwatch,
    config,
    custom,
    ec2,
    eks,
    events,
    iam,
    kms,
    lambda_,
    logs,
    s3,
    secretsmanager,
    sns,
    sqs,
)
from emulator.readers.kind import Kind

KINDS: dict[str, Kind] = {
    **iam.KINDS,
    **secretsmanager.KINDS,
    **kms.KINDS,
    **lambda_.KINDS,
    **sqs.KINDS,
    **sns.KINDS,
    **events.KINDS,
    **cloudwatch.KINDS,
    **logs.KINDS,
    **cloudtrail.KINDS,
    **s3.KINDS,
    **config.KINDS,
    **ec2.KINDS,
    **eks.KINDS,
    **custom.KINDS,
}


def kind_of(resource_type: str) -> Kind | None:
    """Return the kind of a type; every custom resource is of one."""
    return KINDS.get(custom.TYPE if resource_type.startswith(custom.PREFIX) else resource_type)
