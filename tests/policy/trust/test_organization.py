import pytest

from iam_stacks.policy import TrustPolicy

ORG, TOKEN = "o-a1b2c3d4e5", "${Token[Organization.1]}"
UNIT = "r-ab12/ou-ab12-11111111/"


@pytest.mark.parametrize("path", [f"{ORG}/*", f"{ORG}/r-ab12/", f"{ORG}/{UNIT}", f"{ORG}/{UNIT}*", f"{ORG}/{UNIT}ou-*"])
def test_paths_stand_in_the_place_of_the_organization(path: str) -> None:
    statement = TrustPolicy.organization(ORG, paths=[path]).render()["Statement"][0]
    assert statement["Condition"] == {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": path}}


@pytest.mark.parametrize(
    ("organization", "paths"), [(TOKEN, None), (TOKEN, [f"{ORG}/*"]), (ORG, [f"{TOKEN}/*"]), (TOKEN, [f"{TOKEN}/*"])]
)
def test_an_organization_may_be_known_at_deployment_only(organization: str, paths: list[str] | None) -> None:
    values = paths[0] if paths else organization
    (keys,) = TrustPolicy.organization(organization, paths=paths).render()["Statement"][0]["Condition"].values()
    assert list(keys.values()) == [values]
