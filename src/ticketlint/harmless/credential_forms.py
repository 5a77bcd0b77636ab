"""The forms of credentials: names that stand before one, and keys that show what they are.

Most are compiled where one of their words stands.
"""

import re

from ticketlint.harmless.expressions import LateExpression

# Names that are followed by nothing else than the secret itself.
_STRONG = (
    r"passw(?:or[dt]|d)s?|passphrase|passcode|kennwort|contrase(?:ñ|n)a|wachtwoord|mot de passe"
    r"|парол[ья]|密码|密碼|パスワード"
    r"|(?<![A-Za-z])(?:pwd|senha)"
    r"|(?:(?<![A-Za-z])|(?<=[a-z])(?=(?-i:[A-Z])))"
    r"(?:(?:client|app|shared)?[_ -]?secret(?:[_ -]?(?:access[_ -]?)?key)?"
    r"|(?:api|access|private|account)[_ -]?key"
    r"|(?:access|auth|api|refresh|bearer|private|session|personal)[_ -]?token)"
)
# Names that mean other things too; what follows must look like nothing but a secret.
_WEAK = r"(?<![A-Za-z])(?:token|pass|pw|creds?|credentials?|log[ -]?in)(?![A-Za-z])"
# Words in lower case without which no name is found; to look for them first is fast.
NAME_HINTS = (
    *("pass", "pw", "secret", "token", "kennwort", "contrase", "wachtwoord"),
    *("парол", "密", "パスワード", "senha", "cred", "login", "log in", "log-in"),
)
KEY_HINTS = tuple(
    f"{what}{gap}key"
    for what in ("api", "access", "private", "account")
    for gap in ("", " ", "-", "_")
)
# A name begins at most so many characters before its hint: "personal_token".
BEFORE_HINT = 12
# What closes or opens an emphasis, a quotation, a link, a tag.
_NOISE = r"[\"'`*_~)}\]\u2018-\u201e\u00ab\u00bb]"
# What may stand between: (test), or: for the test account.
_WORDS = r"(?:[ \t]{1,3}[^\s:=]{1,30}+)"
_MORE = rf"(?:[ \t]{{1,3}}\([^()\n]{{1,40}}\))?+(?:[ \t](?:for|of|on|in|to|at){_WORDS}{{1,4}}?)?"
_SIGN = r"(?::=|=>|->|[:=\uff1a\uff1d]{1,2})"
_VERB = r"(?:(?:\b(?:is|was|are)(?:[ \t]now)?|\b(?:changed|set|reset)[ \t]to|(?<=['\u2019])s)\b)"
# An attribute after the one that holds the name; the next line of a list in YAML.
_VALUE_KEY = rf"[,\s]{{0,40}}+[\"']?value[\"']?[ \t]*+{_SIGN}"
_BLANKS = r"[ \t]*+"
LABEL = LateExpression(
    rf"(?i)(?P<name>{_STRONG}|(?P<weak>{_WEAK})){_NOISE}{{0,4}}+"
    rf"(?:{_MORE}(?:{_BLANKS}(?:\r?\n{_BLANKS})?+(?P<sign>{_SIGN})|{_BLANKS}(?P<verb>{_VERB}))"
    rf"|(?P<key>{_VALUE_KEY})|(?P<tag>>)"
    rf"|(?P<dash>{_BLANKS}(?:\|\||[|\u2013\u2014\u2026-]|\.{{3}}){_BLANKS})"
    rf"|(?P<line>{_BLANKS}(?=\r?\n))"
    rf"|(?P<far>{_WORDS}{{1,4}}?(?:[ \t]{{0,3}}{_SIGN}|[ \t]{_VERB})[\s\"'`*])"
    rf"|(?P<bare>[ \t]{{1,3}}+))"
)
# A block of YAML, a line below, a mark of a list.
GAP = re.compile(
    rf"{_NOISE}{{0,4}}+[ \t]*+(?:[|>][-+]?[ \t]*+(?=\r?\n))?"
    r"(?:\r?\n[ \t>]*+(?:[-*•][ \t]+)?){0,3}"
)
ALONE = re.compile(r"[^\s]{1,300}+[ \t]*+(?:[\r\n]|$)")
# A label fills the first words or the last words of its cell.
CELL_LABEL = LateExpression(
    rf"(?i)(?:[^\n]{{0,30}}?)(?:{_STRONG}|{_WEAK})\W{{0,3}}(?:\([^()\n]*\))?\W*"
)
# The forms of keys that their issuers give a prefix.
_ISSUED = (
    r"(?<![\w-])(?P<value>gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{50,255}"
    r"|gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat)-[\w.-]{20,99}|xox[abeprs]-[\w-]{10,255}"
    r"|A(?:KIA|SIA)[0-9A-Z]{16}|AIza[\w-]{35}|[srp]k_(?:live|test)_\w{20,255}"
    r"|sk-[A-Za-z0-9_-]{32,255}|npm_[A-Za-z0-9]{36}|ATATT[\w=-]{20,255}"
    r"|SG\.[\w-]{16,99}\.[\w-]{16,99}|hf_[A-Za-z]{34}|dop_v1_[a-f0-9]{64}|pypi-AgE[\w-]{50,255}"
    r"|ya29\.[\w-]{20,4000}|eyJ[\w-]{10,8000}\.eyJ[\w-]{10,8000}\.[\w-]{10,8000})(?![\w-])"
)
_PREFIXES = (
    "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- gloas- gldt- glrt- glcbt- glptt- glft- glimt-"
    " glagent- glsoat- xox akia asia aiza k_live_ k_test_ sk- npm_ atatt sg. hf_ dop_v1_ pypi-age"
    " ya29. eyj"
)
_PRIVATE_KEY = (
    r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"
    r"(?=[^-]{0,400}?(?=[A-Za-z+/]{0,40}\d)[A-Za-z0-9+/]{12})"
    r"(?P<value>(?:(?!-----)[A-Za-z0-9+/=\s\\:,.()>|-]){20,}+)"
)
_HEADER = (
    r"(?i)\bauthorization\W{1,5}(?:basic|token|apikey|digest|bearer)[ \t]{1,3}[\"']?"
    r"(?P<value>[\w.~+/-]{8,8000}=*)"
)
_ADDRESS = (
    r"(?i)(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,15}://[^\s:/@\"'<>]{0,60}:"
    r"(?P<value>[^\s/\"'<>{}$]{3,200})@(?=[^\s/@])"
)
_REQUEST = (
    r"(?i)(?<![\w-])(?:curl|wget|https?|xh)\b[^\n]{0,300}?[ \t](?:-u|--(?:proxy-)?user|-a|--auth)"
    r"[ \t=]{0,2}[\"']?[^\s:\"'/]{1,60}:(?P<value>[^\s\"'$]{3,200})"
)
_CLIENT = (
    r"(?i)(?<![\w-])(?:mysql\w{0,9}|mariadb|sshpass|mongo\w{0,9}|redis-cli|ldap\w{0,9})\b"
    r"[^\n]{0,200}?[ \t]-[paw][ \t]?[\"']?(?P<value>[^\s\"'$]{6,200})"
)
_OPTION = (
    r"(?i)(?<![\w-])--?pass(?:word|wd|phrase)?[ \t=][ \t]{0,2}[\"']?"
    r"(?![a-z][a-z0-9+.-]{1,15}://)(?P<value>[^\s\"'$]{6,200})"
)
# Words in lower case, one of which stands in any text with the credential; how many characters
# before that word the form begins at most; the form.
FORMS = tuple(
    (hints.split(), before, LateExpression(pattern))
    for hints, before, pattern in (
        ("-----begin", 0, _PRIVATE_KEY),
        (_PREFIXES, 1, _ISSUED),
        ("hooks.slack", 0, r"hooks\.slack\.com/services/(?P<value>T\w{6,20}/B\w{6,20}/\w{16,40})"),
        (
            "bearer",
            0,
            r"(?i)\bbearer[ \t]{1,3}(?P<value>(?=[\w.~+/-]{0,200}\d)[\w.~+/-]{20,8000}=*)",
        ),
        ("authorization", 0, _HEADER),
        ("://", 16, _ADDRESS),
        ("curl wget http xh", 0, _REQUEST),
        ("mysql mariadb sshpass mongo redis-cli ldap", 0, _CLIENT),
        ("-pass", 1, _OPTION),
    )
)
