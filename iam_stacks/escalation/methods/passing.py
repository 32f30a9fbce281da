"""What methods of passing a role have in common: a service runs with it, and does what it is told."""

from iam_stacks.escalation.method import ROLE, Gain, Method, Need, Over


def passing(
    id: str,
    *needs: Need,
    to: str,
    says: str,
    source: str,
    passed_to: tuple[str, ...] = (),
    in_profile: bool = False,
) -> Method:
    """Return a method that passes a role to a service, and has the service run with it.

    Args:
        id: the method's id, without `pass-role-` before it.
        needs: what is needed after `iam:PassRole`, in the order in which it is done.
        to: the service that the role must trust.
        says: what somebody can do, after "can"; the place is `{role}`.
        source: where it is published.
        passed_to: the values that `iam:PassedToService` may have. Default: the service that the role must trust.
        in_profile: whether the role must be in an instance profile.
    """
    return Method(
        id=f"pass-role-{id}",
        gain=Gain.ACT,
        over=Over.ROLE,
        needs=(pass_role(*(passed_to or (to,)), on=ROLE), *needs),
        says=says,
        source=source,
        service=to,
        in_profile=in_profile,
    )


def pass_role(*services: str, on: str = "arn:{partition}:iam::{account}:role/{new}") -> Need:
    """Return the need to pass a role to one of the services. Default: any role, which the service needs besides."""
    value = services if len(services) > 1 else services[0]
    return Need(action="iam:PassRole", on=on, context={"iam:PassedToService": value})


def on(resource: str, *actions: str) -> tuple[Need, ...]:
    """Return the need of each of the actions on a resource."""
    return tuple(Need(action=action, on=resource) for action in actions)


def arn(service: str, resource: str) -> str:
    """Return the ARN of a resource that is chosen, in the account and any region."""
    return f"arn:{{partition}}:{service}:{{region}}:{{account}}:{resource}"
