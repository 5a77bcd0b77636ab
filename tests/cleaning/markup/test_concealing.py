"""No value of a secret is left in what is read of a ticket, whatever markup stands around it."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ticketlint.cleaning.outline import outline
from ticketlint.cleaning.templates import recurring_lines
from ticketlint.cli import app
from ticketlint.config.reading import read_config
from ticketlint.errors import ConfigError
from ticketlint.harmless.credentials import BLACK
from ticketlint.model import Markup, Ticket, TicketField

WORD = "Tulip7meadow"

# X stands for the secret.
MARKDOWN = [
    *(
        "**password:** X",
        "*password:* X",
        "**password**: X",
        "**password : X**",
        "__password:__ _X_",
    ),
    *("<b>password:</b> X", "pass<b>word: X</b>", "password: <code>X</code>", "password:&nbsp;X"),
    *("p&#97;ssword: X", "password&#58; X", "password&colon; X", "pass<!-- -->word: X"),
    *("password: `X`", "`password: X`", "`password`: `X`", "password = X", "password == X"),
    *("{{password}}: X", "||password||X||"),  # of Jira, pasted where Markdown is read
    *("password -> X", "PASSWORD=X", "PGPASSWORD=X", "export DB_PASSWORD='X'", "dbPassword: X"),
    "```\npassword: X\n```",
    '```json\n{"user": "bob", "password": "X"}\n```',
    '```json\n{"password":"X","user":"bob"}\n```',
    "```yaml\npassword: >-\n  X\n```",
    "```yaml\n- name: DB_PASSWORD\n  value: X\n```",
    "```xml\n<password>X</password>\n```",
    '```xml\n<add key="password" value="X"/>\n```',
    *("postgres://bob:X@db/x", "redis://:X@h:6379", "[here](https://bob:X@h/)", "<https://b:X@h/>"),
    *("[here](https://h/?password=X)", "![i](https://h/i.png?access_token=X)"),
    *("password:\nX", "password:\n\nX", "## Password\n\nX", "**Password**\n\nX", "Password\n: X"),
    *("- password\n  - X", "- password:\n  - X", "> password:\n> X", "password:\n\n```\nX\n```"),
    *("password:\n\n    X", "<dl><dt>Password</dt><dd>X</dd></dl>", "<!-- password: X -->"),
    "| user | password |\n|-|-|\n| bob | X etc. |",
    "| a | b |\n|-|-|\n| **password** | `X` |",
    "|user|pass|\n|-|-|\n|bob|bob / X|",
    "<table><tr><th>u</th><th>password</th></tr><tr><td>b</td><td>X</td></tr></table>",
    *("pass\u200bword: X", "password\u200b:\u2060 X", "password:\u00a0X", "password\uff1aX"),
    *("the password is X", "the password was X", "password changed to X", "My password's X"),
    *("password (test): X", "password for the test account is X", "user/password: bob / X"),
    *("login: bob / X", "creds: bob X", "user bob password X", "pw: X", "Passwort: X"),
    *("Password: “X”", "Password: (X)", "Password: <X>", "Password: [X]", "password - X"),
    *("[password](http://a.b): X", "password: [X](http://a.b)", "password: **X**"),
    *("curl -u bob:X https://h", "mysql -u root -pX", "sshpass -p X ssh h", "tool --password X"),
    *("Authorization: Basic X==", "PRIVATE-TOKEN: X", "client_secret=X", "Server=a;Pwd=X;Data=b"),
    *("The following password works: X", "password: Y$X", "password: ab&X"),
    *("for the login credbmits the password is X", "login to it, the password is X"),
    *("[x](http://a.b/X) password: X", "credentials of the token: the password is X"),
]
WIKI = [
    *("*password:* X", "{color:red}password{color}: X", "||password|X etc.|", "|password|X etc.|"),
    *("||user||password||\n|bob|X|", "*password*: {{X}}", "{{password: X}}", "h3. Password\nX"),
    *("{code}\npassword: X\n{code}", "{noformat}password=X{noformat}", "[a|http://bob:X@h/]"),
    *("password: {color:red}X{color}", "_password_: +X+", "password:\\\\X", "||password:|*X*|"),
    "!https://h/?password=X!",
]
HTML = [
    *("<b>password:</b> X", "pass<b>word: X</b>", "password:&nbsp;X", "password:<br>X"),
    *("<div>password:</div><div>X</div>", "<p>password</p><p>X</p>", "<pre>password: X</pre>"),
    *("<table><tr><td>password</td><td>X etc.</td></tr></table>", "<p title='password: X'>a</p>"),
    "password: &#84;ulip7meadow",
]
PLAIN = [
    *("**password:** X", "<b>password:</b> X", "password&#58; X", "password: <code>X</code>"),
    *("password:&nbsp;X", "__password:__ _X_", "| password | X |", "pass\u00adword: X"),
]


def _node(kind: str, *content: object, **more: object) -> dict[str, object]:
    return {"type": kind, "content": list(content), **more}


def _text(text: str, *marks: str) -> dict[str, object]:
    return {"type": "text", "text": text, "marks": [{"type": mark} for mark in marks]}


def _p(*content: object) -> dict[str, object]:
    return _node("paragraph", *content)


def _table(*rows: tuple[str, ...]) -> dict[str, object]:
    cells = [[_node("tableCell", _p(_text(text))) for text in row] for row in rows]
    return _node("table", *(_node("tableRow", *row) for row in cells))


ADF = {
    "a node of its own": _p(_text("password: "), _text(WORD, "code")),
    "a name in bold": _p(_text("password", "strong"), _text(": "), _text(WORD)),
    "name and value cut": _p(_text("pass"), _text("word: Tuli", "em"), _text("p7meadow")),
    "a row": _table(("password", WORD)),
    "a column": _table(("user", "password"), ("bob", WORD)),
    "code": _node("codeBlock", _text(f"password: {WORD}")),
    "a break": _p(_text("password:"), {"type": "hardBreak"}, _text(WORD)),
    "the next paragraph": _node("panel", _p(_text("password:")), _p(_text(WORD))),
    "a status": _p(_text("password: "), {"type": "status", "attrs": {"text": WORD}}),
    "an expand": _node("expand", attrs={"title": f"password: {WORD}"}),
    "a card": _p({"type": "inlineCard", "attrs": {"url": f"https://bob:{WORD}@h/"}}),
}


def _read(text: str, markup: Markup) -> str:
    """Return all that is kept of a ticket, emphasis within words left out."""
    ticket = Ticket("A-1", "Sign in", (TicketField("description", text, markup),))
    read = outline(ticket, {})
    assert BLACK * 3 in read.bodies["description"].text
    return re.sub(r"<[^>]*>|\*\*|&[^;]*;|\u200b", "", repr(read))


@pytest.mark.parametrize(
    "around", ["X", "# Sign in\n\nfirst\n\nX\n\nlast"], ids=["alone", "between"]
)
@pytest.mark.parametrize(
    ("text", "markup"),
    [
        pytest.param(text, markup, id=f"{markup.value} {text!a}")
        for markup, texts in (
            (Markup.MARKDOWN, MARKDOWN),
            (Markup.JIRA, WIKI),
            (Markup.HTML, HTML),
            (Markup.PLAIN, PLAIN),
        )
        for text in texts
    ],
)
def test_a_value_is_blacked_out_whatever_markup_stands_around_it(
    text: str, markup: Markup, around: str
) -> None:
    kept = _read(around.replace("X", text.replace("X", WORD)), markup)

    assert WORD not in kept
    assert WORD[1:] not in kept


@pytest.mark.parametrize("node", ADF.values(), ids=ADF.keys())
def test_a_value_in_any_node_of_adf_is_blacked_out(node: dict[str, object]) -> None:
    kept = _read(json.dumps(_node("doc", node)), Markup.ADF)

    assert WORD not in kept
    assert "p7meadow" not in kept


def test_what_was_blacked_out_once_is_blacked_out_wherever_the_ticket_repeats_it() -> None:
    description = TicketField("description", f"It says {WORD}, as always.", Markup.MARKDOWN)
    environment = TicketField("environment", f"password: {WORD}", Markup.PLAIN)
    ticket = Ticket("A-1", f"Sign in with {WORD}", (description, environment), parent=WORD)

    read = outline(ticket, {})

    assert WORD not in repr(read)
    assert read.bodies["description"].text == f"It says {BLACK * len(WORD)}, as always."


def test_offsets_and_length_of_the_stored_text_stay() -> None:
    text = f"Use **password:** {WORD} and\n\n| password |\n|-|\n| {WORD} |\n"
    ticket = Ticket("A-1", "Sign in", (TicketField("description", text, Markup.MARKDOWN),))

    body = outline(ticket, {}).bodies["description"]

    assert body.text == text.replace(WORD, BLACK * len(WORD))
    assert all(block.end <= len(text) for block in body.blocks)


def test_a_private_key_over_the_lines_of_a_quote_is_blacked_out() -> None:
    lines = [f"MIIEpAIBAAKCAQEA{number:04}abcdEFGHijklMNOPqrstUVWX" for number in range(400)]
    key = ["-----BEGIN RSA PRIVATE KEY-----", *lines, "-----END RSA PRIVATE KEY-----"]
    text = "\n".join(f"> {line}" for line in key)
    ticket = Ticket("A-1", "Key", (TicketField("description", text, Markup.MARKDOWN),))

    assert "MIIE" not in repr(outline(ticket, {}))


@pytest.mark.parametrize(
    "text",
    [
        "Password: must have 8 characters",
        "Password: 8-16 characters, 1 digit",
        "the password field is required",
        "the password is base64 encoded",
        "the password is sent with sha256",
        "1Password does not fill in the password, 1Password is the manager",
        "Password was changed on 2015-04-01",
        "Token: ABC-1234 is closed",
        "token expired after 30minutes",
        "Login fails on iOS12 and on server2",
        "the secret is in vault/prod2",
        "password: ${DB_PASS1} or $PASS1234 or %PASS123%",
        "password = config.password2",
        "password: <your password 1>",
        "password: ********",
        "password-reset-v2 is the branch of the password reset",
        "`password = hash1(user)`",
        "`password=None, user2=x`",
        "docker run -u 1000:1000 image",
        "http://localhost:8080/@foo/bar",
        "| password | rule |\n|-|-|\n| must be long | 12 characters |",
        "## Password\n\nAt least 8 characters are needed.",
        "See the docs on the secret access key:\nhttps://docs.test/keys/section2",
        "The -----BEGIN PRIVATE KEY----- header is missing, so the configuration fails",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    ticket = Ticket("A-1", text, (TicketField("description", text, Markup.MARKDOWN),))

    assert BLACK not in repr(outline(ticket, {}))


def _tickets() -> tuple[list[dict[str, str]], list[str]]:
    """Return one ticket for each variant, each with a value of its own, and the values."""
    tickets, values = [], []
    for number, text in enumerate(MARKDOWN):
        value = f"Tulip7meadow{number}q"
        told = f"The fast export works for users.\n\n{text.replace('X', value)}\n"
        tickets.append({"key": f"A-{number}", "title": f"Export {number}", "description": told})
        values.append(value)
    return tickets, values


@pytest.mark.parametrize(
    "command",
    [
        *("check -o text", "check -o concise", "check -o json", "check --questions"),
        *("inspect", "inspect --output json", "inspect --output html", "templates learn"),
    ],
)
def test_no_command_prints_a_value(tmp_path: Path, command: str) -> None:
    tickets, values = _tickets()
    path = tmp_path / "tickets.jsonl"
    path.write_text("".join(f"{json.dumps(ticket)}\n" for ticket in tickets), encoding="utf-8")

    output = CliRunner().invoke(app, [*command.split(), str(path)]).output

    assert "A-1" in output or command == "templates learn"
    assert not [value for value in values if value in output]


def test_facts_of_a_ticket_are_printed_without_their_secrets(tmp_path: Path) -> None:
    path = tmp_path / "ticket.json"
    facts = dict.fromkeys(("parent", "status", "type", "url"), f"password: {WORD}")
    path.write_text(json.dumps({"key": "A-1", "title": "T", "description": "x", **facts}))

    output = CliRunner().invoke(app, ["check", "-o", "json", "-o", "text", str(path)]).output

    assert WORD not in output


def test_a_line_that_recurs_is_learnt_without_a_secret_in_emphasis() -> None:
    line = TicketField("description", f"Sign in for tests, **password:** {WORD}", Markup.MARKDOWN)
    tickets = [Ticket(f"A-{number}", "Export", (line,), project="A") for number in range(3)]

    [learnt] = recurring_lines(tickets, least=2)["A"]

    assert learnt == f"Sign in for tests, password: {BLACK * len(WORD)}"


def test_a_fault_in_a_configuration_shows_its_line_without_a_secret(tmp_path: Path) -> None:
    path = tmp_path / "ticketlint.yaml"
    path.write_text(f'max_questions: 3\nfoo: "password: {WORD}"\n')

    with pytest.raises(ConfigError) as fault:
        read_config(path)

    assert f'foo: "password: {BLACK * len(WORD)}"' in str(fault.value)
