from emulator.inventory import Found, as_text
from emulator.readers import KINDS
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
    assert len({kind.title for kind in KINDS.values()}) == len(KINDS)
