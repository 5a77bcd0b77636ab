"""No output repeats a credential that stands in a ticket."""

import random
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ticketlint.cleaning.templates import recurring_lines
from ticketlint.cli import app
from ticketlint.harmless import credential_forms, credentials
from ticketlint.harmless.credentials import BLACK, conceal
from ticketlint.model import Markup, Ticket, TicketField

WORD = "tulip7meadow"


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        pytest.param("password: ", WORD, ".", id="a password"),
        pytest.param('"api_key": "', WORD, '"', id="a key in JSON"),
        pytest.param("the password is ", WORD, ", sorry", id="in a sentence"),
        pytest.param("https://x.test/?access_token=", WORD, "&page=2", id="in an address"),
        pytest.param("postgres://report:", WORD, "@db/invoices", id="before a host"),
        pytest.param("Bearer ", "7f3kq9zpl2mvx84tw6hbn1", "", id="a header"),
        pytest.param("see ", "glpat-" + "a1" * 10, " there", id="an issued token"),
    ],
)
def test_a_credential_is_blacked_out_and_nothing_else(before: str, value: str, after: str) -> None:
    assert conceal(before + value + after) == before + BLACK * len(value) + after


@pytest.mark.parametrize(
    "text",
    [
        "password: required, at least 8 characters",
        "password = config.password2",
        "The key looks like AKIAIOSFODNN7EXAMPLE.",
        "password: ****",
        "https://user:password@host/",
        "api_key: <your key 1>",
        "usql --password ms://ledger@${host}:1433",
        "'{{ index .data \"ledger-password\" | base64decode }}'",
        "commit 3b18e512dba79e4c8300dd08aeb37f8e728b8dad",
        "550e8400-e29b-41d4-a716-446655440000",
    ],
)
def test_what_is_no_credential_stays(text: str) -> None:
    assert conceal(text) == text


@pytest.mark.parametrize(
    "before",
    [
        "|{{password}}|",
        "Jinja opens an expression with {{\n\n| password | ",
        "{{ panel | upper }} password | ",
    ],
    ids=["a closed one", "one above", "one before"],
)
def test_a_bar_beside_an_expression_of_a_template_hides_no_credential(before: str) -> None:
    assert conceal(f"{before}S3cr3t!xQ9 |") == f"{before}{BLACK * 10} |"


def test_a_private_key_keeps_its_lines() -> None:
    text = "-----BEGIN RSA PRIVATE KEY-----\nMIIabc123def456\nghi789jkl012mn\n-----END RSA"

    hidden = conceal(text)

    assert len(hidden) == len(text)
    assert hidden.count("\n") == text.count("\n")
    assert "MII" not in hidden


@pytest.mark.parametrize(
    "piece",
    [
        *("pwd=", ";Aa ", "password ", "password\n", "password: ", "password for a b c d "),
        *("token=example", "-u a:", "mysql ", "a://a:", "eyJ", "-eyJ", "bearer ", "<b", "&amp;"),
        *("-----BEGIN PRIVATE KEY-----", "A1,", "secret_", "password: bob /", "<!--", "creds: a "),
    ],
)
def test_twice_the_text_takes_no_more_than_twice_the_steps(piece: str) -> None:
    """Steps are the lines of ours that run; a pattern alone never goes on for more than a value."""

    def steps(text: str) -> int:
        count = 0

        def trace(_frame: object, _event: str, _argument: object) -> object:
            nonlocal count
            count += 1
            return trace

        sys.settrace(trace)
        try:
            conceal(text)
        finally:
            sys.settrace(None)
        return count

    steps(piece * 400)  # what it needs is compiled once
    assert steps(piece * 800) <= 2.2 * steps(piece * 400) + 100


@pytest.mark.parametrize(
    "command",
    [
        *("check -o text", "check -o concise", "check -o json"),
        *("inspect", "inspect --output json", "inspect --output html"),
    ],
)
def test_no_output_repeats_a_secret(tmp_path: Path, command: str) -> None:
    text = f"The fast page works for users, password: {WORD}.\n\n```\nsecret={WORD}\n```\n"
    path = tmp_path / "ticket.md"
    path.write_text(f"# Sign in with password: {WORD}\n\n{text}")

    result = CliRunner().invoke(app, [*command.split(), str(path)])

    assert "ticket" in result.output
    assert WORD not in result.output


def test_a_template_line_that_recurs_is_learnt_without_its_secret() -> None:
    line = TicketField("description", f"Sign in for tests with password: {WORD}", Markup.MARKDOWN)
    tickets = [Ticket(f"A-{number}", "Export", (line,), project="A") for number in range(3)]

    [learnt] = recurring_lines(tickets, least=2)["A"]

    assert learnt == f"Sign in for tests with password: {BLACK * len(WORD)}"


def test_a_name_that_ends_the_value_before_it_has_a_value_of_its_own() -> None:
    told = conceal(r"log: pwd=title:9\npassword = 'Tulip7meadow'\n")

    assert "Tulip7meadow" not in told
    assert told.endswith(r"'\n")


_PIECES = [
    *("password", "pwd", "pass", "personal_access_token", "client secret access key", "api-key"),
    *(": ", "=", "\n", " ", "'", "tulip7meadow", "the", "is ", "-pass ", "--password=", "hello"),
    *("postgres://bob:pw123456@host", "x://", " curl -u bob:secret123 ", "ghp_" + "a1" * 18, "sk-"),
    *("Bearer ", "a1" * 20, "Authorization: basic ", "mysql -pabc123456", "\u0130", "\u017f"),
    *("-----BEGIN PRIVATE KEY-----", "hooks.slack.com/services/T1234567/B1234567/"),
]


def test_a_form_is_tried_where_its_hint_stands_and_found_as_by_a_search_of_all() -> None:
    chance = random.Random(7)
    for _ in range(300):
        text = "".join(chance.choices(_PIECES, k=chance.randint(2, 12)))
        lower = credentials._lower(text)
        for hints, before, form in credential_forms.FORMS:
            pattern = form.compiled
            tried = [pattern.match(text, at) for at in credentials._starts(lower, hints, before)]
            found = {hit.span() for hit in tried if hit}
            assert {hit.span() for hit in pattern.finditer(text)} <= found
        hints = credential_forms.NAME_HINTS + credential_forms.KEY_HINTS
        starts = credentials._starts(lower, hints, credential_forms.BEFORE_HINT)
        label = credential_forms.LABEL.compiled
        found = {hit.start() for at in starts if (hit := label.match(text, at))}
        assert {hit.start() for hit in label.finditer(text)} <= found
