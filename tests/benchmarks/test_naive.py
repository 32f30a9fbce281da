from aws_cdk import App
from aws_cdk import aws_iam as iam

from benchmarks import identities, naive
from iam_stacks.config import load
from tests.conftest import ROOT

KINDS = (iam.Group, iam.User, iam.Role)


def test_the_plain_app_has_the_groups_users_and_roles_of_the_example() -> None:
    app = App()
    naive.define(app)
    defined = {kind: {each.node.id for each in app.node.find_all() if isinstance(each, kind)} for kind in KINDS}
    estate = load(ROOT / "iam.yaml").estate
    assert defined == {iam.Group: set(estate.groups), iam.User: set(estate.users), iam.Role: set(estate.roles)}


def test_the_large_app_has_400_identities() -> None:
    assert identities.STACKS * (identities.GROUPS + identities.USERS + identities.ROLES) == 400
