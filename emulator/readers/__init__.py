"""How each resource of a stack is read back: type -> the table that it appears in, and the reader of its row.

CREATE_COMPLETE proves that CloudFormation called a handler; these ask the service itself. A row says what is there,
never a secret. One file is one service.
"""

from emulator.readers import ec2, eks, iam, kms, lambda_, logs, secretsmanager, sqs
from emulator.readers.kind import Kind

KINDS: dict[str, Kind] = {
    **iam.KINDS,
    **secretsmanager.KINDS,
    **kms.KINDS,
    **lambda_.KINDS,
    **sqs.KINDS,
    **logs.KINDS,
    **ec2.KINDS,
    **eks.KINDS,
}
