import pytest

from tests.integration.emulator.smoke import Cloud, refused

KINDS = {
    "ssh_public_key": ("upload_ssh_public_key", {"SSHPublicKeyBody": "ssh-rsa example"}, "SSHPublicKey", None),
    "service_specific_credential": (
        "create_service_specific_credential",
        {"ServiceName": "codecommit.amazonaws.com"},
        "ServiceSpecificCredential",
        "ServicePassword",
    ),
    "signing_certificate": ("upload_signing_certificate", {"CertificateBody": "example"}, "Certificate", None),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_credential_is_made_listed_and_deleted(cloud: Cloud, kind: str):
    make, given, element, secret = KINDS[kind]
    iam, id = cloud.client("iam"), f"{element}Id"
    iam.create_user(UserName="JohnDoe")
    made = getattr(iam, make)(UserName="JohnDoe", **given)[element]
    assert (made["UserName"], made["Status"]) == ("JohnDoe", "Active")
    assert given.items() <= made.items()
    assert secret is None or secret in made

    [listed] = getattr(iam, f"list_{kind}s")(UserName="JohnDoe")[f"{element}s"]
    assert listed[id] == made[id]
    assert secret not in listed

    own = cloud.key_of("JohnDoe")("iam")
    with refused("AccessDenied"):
        getattr(own, f"delete_{kind}")(UserName="JohnDoe", **{id: made[id]})
    getattr(iam, f"delete_{kind}")(UserName="JohnDoe", **{id: made[id]})
    assert getattr(iam, f"list_{kind}s")(UserName="JohnDoe")[f"{element}s"] == []
    with refused("NoSuchEntity"):
        getattr(iam, f"delete_{kind}")(UserName="JohnDoe", **{id: made[id]})
    with refused("NoSuchEntity"):
        getattr(iam, f"list_{kind}s")(UserName="Ann")
