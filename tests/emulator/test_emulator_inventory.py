import re

from emulator import record_only, settings
from emulator.inventory import Found, as_text
from emulator.readers import KINDS, kind_of
from emulator.resource import Resource


def found(kind, *row):
    resource = Resource("stack", "Id", kind, row[0])
    return Found(resource, KINDS[kind], row)


def test_an_empty_account_says_so():
    assert as_text([]) == "no resources: nothing is deployed"


def test_each_kind_has_a_table_in_the_readers_order():
    text = as_text(
        [
            found("AWS::IAM::Group", "Developers", "AmazonS3FullAccess", "JohnDoe"),
            found("AWS::IAM::User", "JohnDoe", "/", "Developers", "yes", "1"),
        ]
    )
    assert text == "\n".join(
        [
            "users (1)",
            "name     path  groups      console  access keys",
            "-------  ----  ----------  -------  -----------",
            "JohnDoe  /     Developers  yes      1",
            "",
            "groups (1)",
            "name        policies            members",
            "----------  ------------------  -------",
            "Developers  AmazonS3FullAccess  JohnDoe",
        ]
    )


def test_every_kind_has_a_title_of_its_own():
    kinds = set(KINDS.values())  # some share one, as rules in and rules out of a security group do
    assert len({kind.title for kind in kinds}) == len(kinds)


def test_every_custom_resource_is_of_one_kind():
    assert kind_of("Custom::One") is kind_of("Custom::Other") is kind_of("AWS::CloudFormation::CustomResource")
    assert kind_of("Custom::One") in KINDS.values()
    assert kind_of("AWS::Nobody::Knows") is None


def test_what_is_only_recorded_comes_last_and_says_so():
    anchor = Resource("stack", "Anchor", "AWS::RolesAnywhere::TrustAnchor", "0a1b")
    text = as_text([found("AWS::IAM::OIDCProvider", "gitlab.com", "-")], [anchor])
    assert text.split("\n\n")[1] == "\n".join(
        [
            "recorded only: CloudFormation says so, and no API can confirm it (1)",
            "type                             logical id  id",
            "-------------------------------  ----------  ----",
            "AWS::RolesAnywhere::TrustAnchor  Anchor      0a1b",
        ]
    )


def test_nothing_is_both_read_and_only_recorded():
    assert KINDS.keys() & record_only.TYPES.keys() == set()


def test_the_guide_lists_what_is_only_recorded():
    section = (
        (settings.ROOT / "docs" / "emulator.md").read_text().partition("## Recorded only\n")[2].partition("\n## ")[0]
    )
    assert re.findall(r"`(AWS::\w+::\w+)`", section) == list(record_only.TYPES)
