from collections.abc import Callable
from pathlib import Path

import pytest

from iam_stacks.config import ConfigError, load

METADATA = f"<EntityDescriptor>{'x' * 1000}</EntityDescriptor>"
ESTATE = "providers: {Corp: {saml: {metadata: corp.xml}}}"


def refusal(file: Path) -> str:
    with pytest.raises(ConfigError) as refused:
        load(file)
    return str(refused.value)


def test_a_file_is_looked_for_beside_the_configuration(
    estate_file: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "corp.xml").write_text(METADATA)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    saml = load(estate_file(ESTATE)).estate.providers["Corp"].saml
    assert saml
    assert saml.metadata == METADATA


def test_a_file_must_be_there(estate_file: Callable[[str], Path]) -> None:
    assert 'metadata: cannot read the file: No such file or directory; given "corp.xml"' in refusal(estate_file(ESTATE))


def test_a_file_must_be_text(estate_file: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "corp.xml").write_bytes(b"\xff\xfe")
    assert "cannot read the file: it is not UTF-8 text" in refusal(estate_file(ESTATE))


def test_the_name_of_a_file_must_be_text(estate_file: Callable[[str], Path]) -> None:
    assert "allowed: the name of a file" in refusal(estate_file("providers: {Corp: {saml: {metadata: [a]}}}"))


def test_a_private_key_among_the_certificates_is_refused_and_not_shown(
    estate_file: Callable[[str], Path], tmp_path: Path
) -> None:
    secret = "bm90LWZvci10aGUtc2NyZWVu"
    certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    text = "providers: {Ca: {roles_anywhere: {certificate_bundle: ca.pem}}}"
    (tmp_path / "ca.pem").write_text(certificate)
    assert load(estate_file(text)).estate.providers["Ca"].is_created
    (tmp_path / "ca.pem").write_text(f"{certificate}-----BEGIN PRIVATE KEY-----\n{secret}\n-----END PRIVATE KEY-----\n")
    message = refusal(estate_file(text))
    assert "allowed: 1 to 8,000 characters: certificates in PEM form" in message
    assert secret not in message
