"""What methods of having something run that is there, with its role, have in common."""

from iam_stacks.escalation.method import Gain, Method, Need


def running(id: str, over: str, *needs: Need, service: str, says: str, source: str) -> Method:
    """Return a method by which somebody decides what a workload does, and so acts as its role.

    Args:
        id: the method's id.
        over: CloudFormation's type of the workload.
        needs: what is needed, in the order in which it is done.
        service: the service that the role must trust.
        says: what somebody can do, after "can"; the places are `{thing}` and `{role}`.
        source: where it is published.
    """
    return Method(id=id, gain=Gain.ACT, over=over, needs=needs, says=says, source=source, service=service)
