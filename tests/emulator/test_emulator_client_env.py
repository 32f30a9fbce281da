import os
import subprocess

from emulator import client_env, settings


def test_the_key_id_is_the_account():
    assert client_env.client_environment()["AWS_ACCESS_KEY_ID"] == settings.ACCOUNT
    assert client_env.client_environment("999999999999")["AWS_ACCESS_KEY_ID"] == "999999999999"


def test_boto3_and_node_trust_the_servers_certificate():
    environment = client_env.client_environment()
    assert environment["AWS_CA_BUNDLE"] == environment["NODE_EXTRA_CA_CERTS"] == str(settings.CERTIFICATE)
    assert environment["AWS_ENDPOINT_URL"] == settings.ENDPOINT


def test_no_file_or_profile_of_a_real_account_is_read(monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "real")
    monkeypatch.setenv("UNRELATED", "kept")
    environment = client_env.process_environment()
    assert environment["AWS_CONFIG_FILE"] == environment["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
    assert "AWS_PROFILE" not in environment
    assert "AWS_SESSION_TOKEN" not in environment
    assert environment["UNRELATED"] == "kept"


def test_a_shell_reads_the_same_values(monkeypatch):
    awkward = settings.CERTIFICATE.with_name("it's a $name.crt")
    monkeypatch.setattr(client_env, "CERTIFICATE", awkward)
    monkeypatch.setenv("AWS_PROFILE", "production")
    script = client_env.as_shell() + '\nprintf "%s|%s" "$AWS_CA_BUNDLE" "$AWS_PROFILE"'
    assert subprocess.check_output(["sh", "-c", script], text=True) == f"{awkward}|"
