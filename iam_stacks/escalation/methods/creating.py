"""Making a new principal with any permission, and becoming it."""

from itertools import product

from iam_stacks.escalation.method import Gain, Method, Need, Over
from iam_stacks.escalation.methods.sources import HACKTRICKS

_USER = "arn:{partition}:iam::{account}:user/{new}"
_ROLE = "arn:{partition}:iam::{account}:role/{new}"
_WIDE = "arn:{partition}:iam::aws:policy/AdministratorAccess"
_NO_BOUNDARY = {"iam:PermissionsBoundary": ()}
_SOURCE = "IAM User Guide, Permissions boundaries for IAM entities"


def _give(kind: str, new: str) -> tuple[tuple[str, Need], ...]:
    """Return the ways to give a new user or role any permission, each with the end of the method's id."""
    put = Need(action=f"iam:Put{kind}Policy", on=new, context=_NO_BOUNDARY)
    attach = Need(action=f"iam:Attach{kind}Policy", on=new, context={**_NO_BOUNDARY, "iam:PolicyARN": _WIDE})
    return ("put-policy", put), ("attach-policy", attach)


_BECOME = (
    ("access-key", Need(action="iam:CreateAccessKey", on=_USER), "create its access key"),
    ("login-profile", Need(action="iam:CreateLoginProfile", on=_USER), "give it a console password"),
)

CREATING = (
    *(
        Method(
            id=f"create-role-{given}",
            gain=Gain.CREATE,
            over=Over.NOTHING,
            needs=(
                Need(action="iam:CreateRole", on=_ROLE, context=_NO_BOUNDARY),
                give,
                Need(action="sts:AssumeRole", on=_ROLE, opened=True),
            ),
            says="create a role that may do everything, and assume it",
            source=f"{HACKTRICKS} IAM; {_SOURCE}",
        )
        for given, give in _give("Role", _ROLE)
    ),
    *(
        Method(
            id=f"create-user-{given}-{became}",
            gain=Gain.CREATE,
            over=Over.NOTHING,
            needs=(Need(action="iam:CreateUser", on=_USER, context=_NO_BOUNDARY), give, become),
            says=f"create a user who may do everything, and {said}",
            source=_SOURCE,
        )
        for (given, give), (became, become, said) in product(_give("User", _USER), _BECOME)
    ),
)
