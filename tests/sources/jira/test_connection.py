"""Connection: settings, the kinds of tokens, TLS, proxies, and what the doctor says of them."""

import base64
import shutil
import socket
import ssl
import subprocess
import threading
from pathlib import Path

import pytest

from tests.jira.fake_data import make_issues
from tests.jira.fake_jira import CLOUD_ID, TOKEN, USER, FakeJira
from tests.jira.fixtures import save
from ticketlint.cli.options import load_config
from ticketlint.errors import ConfigError
from ticketlint.sources.jira.connection import connect
from ticketlint.sources.jira.settings import check_url, read_settings, settings_of

URL = {"TICKETLINT_JIRA_URL": "https://example.atlassian.net"}


def header(fake: FakeJira) -> str:
    return fake.exchanges[-1].headers.get("Authorization", "")


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("https://example.atlassian.net/", "https://example.atlassian.net"),
        ("example.atlassian.net", "https://example.atlassian.net"),
        ("https://example.atlassian.net/jira/software/projects/PAY", "https://example.atlassian.net"),
        ("https://jira.example.com/jira/browse/PAY-1", "https://jira.example.com/jira"),
        ("https://jira.example.com/jira/", "https://jira.example.com/jira"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://[::1]:8080/jira", "http://[::1]:8080/jira"),
        ("https://api.atlassian.com/ex/jira/1-2", "https://api.atlassian.com/ex/jira/1-2"),
    ],
    ids=["slash", "no scheme", "a page of Cloud", "a page of Data Center", "context", "loopback", "IPv6", "gateway"],
)  # fmt: skip
def test_an_address_is_cut_to_that_of_the_site(given, used):
    assert check_url(given) == used


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (
            "http://jira.example.com",
            "http would send the token unsealed (write https://jira.example.com)",
        ),
        ("https://me:geheim@jira.example.com", "the address holds a user or password"),
        ("ftp://jira.example.com", "not the address of a site"),
        ("https://", "not the address of a site"),
        ("https://host:port", "not an address"),
    ],
    ids=["http", "password", "ftp", "no host", "no port"],
)
def test_an_unsafe_address_is_refused_without_repeating_it(given, says):
    with pytest.raises(ConfigError) as error:
        check_url(given)

    assert says in str(error.value)
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize(
    ("table", "environment", "says"),
    [
        ({}, {}, "Jira: no site is named (set TICKETLINT_JIRA_URL"),
        ({"token": TOKEN}, URL, "jira.token: a token does not belong in a file"),
        ({"urll": "x"}, URL, "jira.urll: Extra inputs are not permitted"),
        ({"timeout": 0}, URL, "jira.timeout: Input should be greater than 0"),
        ({}, {**URL, "TICKETLINT_JIRA_MAX_WAIT": "long"}, "TICKETLINT_JIRA_MAX_WAIT: Input should be a valid number"),
        ({}, {**URL, "TICKETLINT_JIRA_TOKEN": "geh\neim"}, "TICKETLINT_JIRA_TOKEN: a character that no token has"),
    ],
    ids=["nothing set", "token in a file", "unknown name", "no time", "not a number", "line break in a token"],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_told(table, environment, says):
    with pytest.raises(ConfigError) as error:
        read_settings(table, environment)

    assert says in str(error.value)
    assert TOKEN not in str(error.value)


def test_the_environment_wins_over_the_configuration():
    environment = {
        **URL,
        "TICKETLINT_JIRA_USER": "env@example.com",
        "TICKETLINT_JIRA_TOKEN": f"{TOKEN}\n",
    }

    settings = read_settings(
        {"url": "https://file.example.com", "user": "file", "timeout": 9}, environment
    )

    assert (settings.url, settings.table.user) == (URL["TICKETLINT_JIRA_URL"], "env@example.com")
    assert (settings.token, settings.table.timeout) == (TOKEN, 9)
    assert TOKEN not in repr(settings)


def test_a_setting_of_the_command_line_wins_over_the_environment_and_that_over_a_file(tmp_path):
    file = tmp_path / "ticketlint.yaml"
    file.write_text("jira: {url: https://file.example.com, user: file, timeout: 9}\n")
    config = load_config([str(file), "jira.user=pair"], False)

    settings = settings_of(config, {**URL, "TICKETLINT_JIRA_USER": "env"})

    assert (settings.url, settings.table.user) == (URL["TICKETLINT_JIRA_URL"], "pair")
    assert settings.table.timeout == 9


def test_a_token_is_taken_from_the_key_store_of_the_system():
    keyring = pytest.importorskip("keyring", reason="needs the extra `keyring`")
    backend = pytest.importorskip("keyring.backend")

    class Store(backend.KeyringBackend):
        priority = 1

        def get_password(self, service, username):
            return (
                TOKEN if (service, username) == ("ticketlint example.atlassian.net", USER) else None
            )

        def set_password(self, service, username, password):
            raise NotImplementedError

    before = keyring.get_keyring()
    keyring.set_keyring(Store())
    try:
        settings = read_settings({"user": USER}, URL)
    finally:
        keyring.set_keyring(before)

    assert settings.token == TOKEN


def test_cloud_is_asked_with_user_and_token_in_version_3(serve):
    fake = serve(make_issues(1))

    site = connect(read_settings({}, fake.environment()), lambda _: None)

    assert site.cloud
    assert header(fake) == "Basic " + base64.b64encode(f"{USER}:{TOKEN}".encode()).decode()
    assert fake.paths()[-1] == "/rest/api/3/myself"


def test_data_center_is_asked_with_a_personal_token_in_version_2(serve):
    fake = serve(make_issues(1), cloud=False)

    site = connect(read_settings({}, fake.environment()), lambda _: None)

    assert not site.cloud
    assert header(fake) == f"Bearer {TOKEN}"
    assert fake.paths()[-1] == "/rest/api/2/myself"


def test_a_scoped_token_goes_through_the_gateway_also_when_writing(serve, command, tmp_path):
    fake = serve(make_issues(2))
    fake.scoped = True
    save(tmp_path, ("PAY-1", "D", ["Who?"]))

    pulled = command(fake, "pull", "--jql", "project = PAY")
    published = command(fake, "publish", "report.json", "--yes")

    assert (pulled.code, published.code) == (0, 0)
    assert len(fake.issues["PAY-1"].comments) == 1
    assert all(one.target.startswith(f"/ex/jira/{CLOUD_ID}/") for one in fake.writes())
    tenant = [one for one in fake.exchanges if one.target == "/_edge/tenant_info"]
    assert tenant
    assert not any("Authorization" in one.headers for one in tenant)


def test_without_a_token_a_public_site_is_read_and_no_netrc_is_used(
    serve, command, tmp_path, monkeypatch
):
    fake = serve(make_issues(2))
    fake.public = True
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login other password other\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))

    run = command(fake, "pull", "--jql", "project = PAY", TICKETLINT_JIRA_TOKEN="")

    assert run.code == 0
    assert not any("Authorization" in one.headers for one in fake.exchanges)


def test_a_user_of_any_alphabet_can_log_in(serve, command):
    fake = serve(make_issues(1))

    run = command(fake, "pull", "--jql", "project = PAY", TICKETLINT_JIRA_USER="łukasz")

    assert "401: Jira does not accept the token" in run.err
    [sent] = {one.headers["Authorization"] for one in fake.exchanges if "myself" in one.target}
    assert base64.b64decode(sent.removeprefix("Basic ")).decode() == f"łukasz:{TOKEN}"


def test_a_token_for_this_machine_goes_to_no_proxy(serve, command):
    fake = serve(make_issues(1))

    run = command(fake, "pull", "--jql", "project = PAY", HTTP_PROXY="http://127.0.0.1:1")

    assert (run.code, run.err) == (0, "")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that nobody has signed, and its key."""
    if not shutil.which("openssl"):
        pytest.skip("needs the program openssl")
    folder = tmp_path_factory.mktemp("tls")
    made, key = folder / "cert.pem", folder / "key.pem"
    subject = ("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1")
    kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    args = ("openssl", "req", "-x509", *kind, *subject, "-keyout", str(key), "-out", str(made))
    subprocess.run(args, check=True, capture_output=True)
    return made, key


def seal(fake: FakeJira, certificate: tuple[Path, Path], *, ask: bool = False) -> dict[str, str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    if ask:
        context.load_verify_locations(certificate[0])
        context.verify_mode = ssl.CERT_REQUIRED
    fake.server.socket = context.wrap_socket(fake.server.socket, server_side=True)
    return {**fake.environment(), "TICKETLINT_JIRA_URL": fake.url.replace("http:", "https:")}


def test_a_certificate_of_an_unknown_maker_is_told_and_a_ca_bundle_helps(
    serve, command, certificate, monkeypatch
):
    fake = serve(make_issues(2))
    sealed = seal(fake, certificate)
    pull = ("pull", "--jql", "project = PAY")

    refused = command(sealed, *pull, TICKETLINT_JIRA_MAX_WAIT="300")
    bundled = command(sealed, *pull, TICKETLINT_JIRA_CA_BUNDLE=str(certificate[0]))
    by_requests = command(sealed, *pull, REQUESTS_CA_BUNDLE=str(certificate[0]))
    missing = command(sealed, *pull, TICKETLINT_JIRA_CA_BUNDLE="no-such.pem")

    assert refused.code == missing.code == 2
    assert "TLS: its certificate is not accepted: self-signed certificate" in refused.err
    assert "jira.ca_bundle or REQUESTS_CA_BUNDLE" in refused.err
    assert (bundled.code, by_requests.code) == (0, 0)
    assert "a certificate file cannot be read" in missing.err


def test_a_client_certificate_is_shown_to_the_site(serve, command, certificate):
    fake = serve(make_issues(2))
    sealed = {**seal(fake, certificate, ask=True), "TICKETLINT_JIRA_CA_BUNDLE": str(certificate[0])}
    pull = ("pull", "--jql", "project = PAY")

    without = command(sealed, *pull)
    cert, key = map(str, certificate)
    shown = command(sealed, *pull, TICKETLINT_JIRA_CLIENT_CERT=cert, TICKETLINT_JIRA_CLIENT_KEY=key)

    assert without.code == 2
    assert shown.code == 0


def test_a_proxy_is_used_and_one_that_is_away_is_told(serve, command):
    fake = serve(make_issues(2))
    away = {**fake.environment(), "TICKETLINT_JIRA_URL": "https://jira.example.com"}

    told = command(
        away, "pull", "--jql", "project = PAY", TICKETLINT_JIRA_PROXY="http://me:geheim@127.0.0.1:1"
    )

    assert told.code == 2
    assert "the proxy cannot be reached, or refuses" in told.err
    assert "geheim" not in told.err + told.log

    with socket.create_server(("127.0.0.1", 0)) as proxy:
        address = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        seen: list[bytes] = []

        def accept() -> None:
            connection, _ = proxy.accept()
            seen.append(connection.recv(1000))
            proxy.close()
            connection.close()

        listener = threading.Thread(target=accept)
        listener.start()
        command(away, "pull", "--jql", "project = PAY", HTTPS_PROXY=address)
        listener.join(10)
    assert seen[0].startswith(b"CONNECT jira.example.com:443")
