"""A ticket without an address has one that its key leads to, where the configuration tells how."""

import pytest
from pydantic import ValidationError

from ticketlint.config.settings import Config

LINKS = "https://jira.example.com/browse/{key}"
CSV = "Issue key,Summary,Description\n"


@pytest.mark.parametrize(
    ("text", "name", "url"),
    [
        pytest.param(f"{CSV}PAY-1,T,D\n", "a.csv", LINKS.format(key="PAY-1"), id="a-key"),
        pytest.param(
            f"{CSV}../a?b#c@d,T,D\n",
            "a.csv",
            LINKS.format(key="..%2Fa%3Fb%23c%40d"),
            id="a-key-that-would-lead-elsewhere",
        ),
        pytest.param(f"{CSV},T,D\n", "a.csv", "", id="a-key-that-was-made-up"),
        pytest.param(
            "key,title,description,url\nPAY-1,T,D,https://other.example/1\n",
            "a.csv",
            "https://other.example/1",
            id="an-address-of-its-own",
        ),
    ],
)
def test_an_address_is_made_of_the_key(read, text, name, url):
    assert read(text, name, links=LINKS).ticket.url == url


def test_without_the_setting_no_address_is_made(read):
    assert read(f"{CSV}PAY-1,T,D\n", "a.csv").ticket.url == ""


@pytest.mark.parametrize(
    "links",
    ["", LINKS, "http://10.0.0.1:8080/jira/{key}?focus={key}", "https://jira.example/#/{key}"],
)
def test_an_address_of_the_web_with_a_place_for_the_key_is_taken(links):
    assert Config(links=links).links == links


@pytest.mark.parametrize(
    "links",
    [
        pytest.param("javascript:alert(1)//{key}", id="another-scheme"),
        pytest.param("//jira.example.com/{key}", id="no-scheme"),
        pytest.param("https:///{key}", id="no-host"),
        pytest.param("https://{key}.example.com/", id="a-key-as-host"),
        pytest.param("https://jira.example.com{key}", id="a-key-behind-the-host"),
        pytest.param("https://jira.example.com@evil.example/{key}", id="a-host-in-disguise"),
        pytest.param("https://jira.example.com\\@evil.example/{key}", id="a-backslash"),
        pytest.param("https://jira.example.com/\n{key}", id="a-line-break"),
        pytest.param("https://jira.example.com/browse/", id="no-place-for-the-key"),
        pytest.param("https://jira.example.com/{key}/{project}", id="another-name"),
        pytest.param(f"https://jira.example.com/{'a' * 500}/{{key}}", id="too-long"),
        pytest.param("http://[x/{key}", id="half-an-address"),
    ],
)
def test_any_other_address_is_refused(links):
    with pytest.raises(ValidationError, match="links"):
        Config(links=links)
