"""Tell pasted code, logs and traces from prose, line by line."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from enum import IntEnum
from functools import lru_cache

from ticketlint.cleaning.markup.blocks import BlockKind

Verdict = BlockKind | None


class _Weight(IntEnum):
    """How sure one line alone is; a HINT counts only beside something surer."""

    PROSE = 0
    OTHER = 1
    HINT = 2
    SURE = 3


# Longer lines are judged by their two ends, so that no pattern meets a text of any length.
_HEAD, _TAIL = 400, 100
_MAX_GAP = 8
_BLOB = re.compile(r"(?<![^\s\"'(])(?!https?:)[^\s<>|]{120}")


def _union(*patterns: str) -> re.Pattern[str]:
    """Return one expression for lines that begin so, whatever blanks stand before.

    The blanks are passed over once: a third of the time of doing so for each pattern.
    """
    return re.compile(rf"\s*+(?:{'|'.join(patterns)})")


_LEVEL = r"(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|SEVERE|CRITICAL)"
_CLOCK = r"\d{1,2}:\d\d:\d\d(?:[.,]\d+)?"
_SURE_LOG = _union(
    rf"\[\s*(?:{_LEVEL}|trace|debug|info|notice|warn|error)\s*\]",
    rf"\[?[A-Z][a-z]{{2}} [A-Z][a-z]{{2}} +\d{{1,2}} {_CLOCK}",
    rf"\W?\d{{4}}[-/]\d\d[-/]\d\d[T ]{_CLOCK}",
    rf"\d\d-\d\d {_CLOCK}",
    rf"[A-Z][a-z]{{2}} +\d{{1,2}} {_CLOCK} \S+",
    rf"\[?{_CLOCK}\]?[ \t].*(?:{_LEVEL}|[\w/]\[\d+[\]:]|\w+\.\w+\()",
    r"[VDIWEF]/[\w.$ -]{1,60}\(\s*\d+\)\s*:",
    r"at [\w.$<>/@-]+\([^)]*\)\s*$",
    r"at [\w$]+(?:\.[\w$<>]+){3,}\s*(?:\(|$)",
    r"at .*(?::\d+:\d+\)?|:line \d+|\(\S+:\d+\))\s*$",
    r"at [\w.`<>\[\]]+\([\w.,&` \[\]*]*\)\s*$",
    r"Caused by: [\w.$]+",
    r"\.\.\. \d+ (?:more|common frames)",
    r"Exception in thread ",
    r"Traceback \(most recent call last\)",
    r"File \"[^\"]+\", line \d+",
    r"(?:from )?\S+\.rb:\d+:in ",
    r"(?:\d+:\s+)?\S+\.(?:go|rs|php|py|js|ts|c|cc|cpp|h|m|mm|swift|java|kt|pas|pp|inc)"
    r"[:(]\d+[:),].*(?:error|warning|note|undefined|Error:|Fatal:|Warning:)",
    r"goroutine \d+ \[",
    r"#?\d+:?\s+(?:\S+\s+)?0x[0-9a-fA-F]{6,}",
    r"\$[0-9A-F]{8,}\b",
    r"0x[0-9a-fA-F]{6,}\s",
    r"#\d+\s+(?:pc\s+)?[0-9a-fA-Fx]{8,}",
    r"Thread \d+ (?:Crashed|name)",
    r"[0-9a-fA-F]{4,16}:?\s+(?:[0-9a-fA-F]{2,4}\s+){4}",
    r"-{2,} (?:End of inner|Start simulator log|End simulator log|End of stack)",
    r"npm (?:ERR|WARN|verb)!? ",
)
_HINT_LOG = _union(
    rf"{_LEVEL}\s*[:|]",
    rf"\[?{_CLOCK}\]?[ \t]",
    r"[\w.$]*\w(?:Exception|Error)(?::|\s*$)",
    r"(?:Uncaught|Unhandled) \w*(?:Error|Exception)",
    r"\[[\w .:/-]{1,40}\] ",
    r"at \S+",
    r"\+?\d+ \S+\(",
)
_SURE_CODE = _union(
    r"(?:diff --git |index [0-9a-f]{7,}\.\.|@@ -\d+|--- [ab]/|\+\+\+ [ab]/)",
    r"(?:var|let|const)\s+[\w${\[][^=;]{0,80}=\s*\S",
    r"(?:export |default |async |static |public )*function\b\s*\w*\s*\([^)]*\)\s*[{;]?\s*$",
    r"import\s{1,9}[\w.*{}, $]{1,300}?\s{1,9}from\s{1,9}['\"]",
    r"(?:import|using|package|namespace|require|include)\s+[\w.*:<>\\/'\"]+;\s*$",
    r"from [\w.]+ import \w",
    r"(?:async )?def \w+\(.*\).*:\s*$",
    r"(?:export |abstract |public |final )*(?:class|interface|enum|struct) \w+[^.?!]*[:{]\s*$",
    r"(?:public|private|protected)\s+(?:[\w<>\[\],?]+\s+){1,4}\w+\s*[({;=]",
    r"#(?:include\s*[<\"]|import\s*[<\"]|define\s+\w+|ifn?def\s|endif\b)",
    r"return\b[^;]*;\s*$",
    r"(?:\}\s*)?(?:else\s+)?(?:if|for|while|switch|catch)\s*\(.*\)\s*\{?\s*(?://.*)?$",
    r"\}?\s*(?:else|try|finally|do)\s*\{\s*$",
    r"(?:[\w$<>\[\]*]+\s+){0,2}[\w$.\[\]'\"*]+\s*[-+*:|&]?=\s*[^=].*[;{\[(,]\s*(?://.*)?$",
    r"[\w$]+(?:(?:\.|->|::)[\w$]+)*\(.*\)\s*(?:[;{]|=>.*)\s*(?://.*)?$",
    r"(?:[\w$]+\.)+[\w$]+\((?:function|\(?\w*\)?\s*=>|['\"{\[]).*$",
    r"[\w$.]+\(.*[({\[]\s*$",
    r"(?:\}|\]|\))[\s\]})]*(?:\)|;|,|\.\w+\().*$",
    r"[\w$'\"-]+\s*:\s*(?:function\b.*|['\"#\d\[{].*|true|false|null|[\w.$]+)\s*[,{\[]\s*$",
    r"\"[^\"]{1,80}\"\s*:\s*(?:\"|-?\d|true|false|null|\[|\{)",
    r"</[A-Za-z][\w:.-]*>",
    r"<!DOCTYPE ",
    r"<[A-Za-z][\w:.-]*(?:\s+[\w:.@-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|\{[^}]*\}))+\s*/?>?",
    r"<[A-Za-z][\w:.-]*(?:\s[^<>]*)?>.*</[A-Za-z][\w:.-]*>\s*$",
    r"<[A-Za-z][\w:.-]*\s*/>\s*$",
    r"(?:SELECT\b.+\bFROM\b|INSERT INTO\b|DELETE FROM\b|UPDATE \S+ SET\b|ALTER TABLE\b)",
    r"(?:CREATE|DROP) (?:TABLE|INDEX|VIEW|DATABASE|USER|FUNCTION)\b",
    r"(?:\$|>>>) +[\w./~-]+",
    r"[\w.-]+@[\w.-]+[:~ ][^$#]{0,60}[$#] ",
    r"[-+]\s*\([\w ]+\*?\s*\)\s*\w+[:;{\s]",
    r"\[+\w+ \w+[^\]]*\]+(?:;| \w+.*;)\s*$",
    r"[a-z-]+\s*:\s*[^;:?!]+;\s*$",
    r"[.#]?[\w-]+(?:[ ,>]+[.#]?[\w-]+){0,3}\s*\{\s*$",
)
# What nobody writes in prose, however many words stand in it.
_CERTAIN_CODE = _union(r"[\[{]+\s*[\"'][^\"']{1,80}[\"']\s*:", r"<\?(?:xml|php|=)")
_HINT_CODE = _union(
    r"[\[\](){}<>;,]+\s*$",
    r"//",
    r"/\*",
    r"\*/",
    r"#\s?\w",
    r"@\w+(?:\(.*\))?\s*$",
    r"[\w$.:\[\]'\"-]+\s*[-+*:]?=\s*\S",
    r"<[A-Za-z][\w:.-]*\s*$",
    r"[\w$]+(?:(?:\.|->|::)[\w$]+)*\(.*\)\s*,?\s*$",
    r"[\w$'\"-]+\s*:\s*\S+,?\s*$",
    r"<[A-Za-z][^<>]*>",
    r"[-+](?:\S|\s.*[;{}()=])",
    r".*[;{}]\s*$",
    r"(?:end|begin|else|try|done|fi|then|pass|break|continue)\b\s*[;:{]?\s*$",
    r"(?:var|let|const|return|def|class|import|require|use|func)\s+\S+\s*$",
)
# Is a hint only where it does not begin its line.
_INDENTED_CODE = re.compile(r"\s+\*(?:\s|$)|[ \t]+[\w$'\"-]+\s*:\s*$")
_SHELL = re.compile(
    r"\s*(?:sudo|git|npm|npx|yarn|pip3?|docker|kubectl|curl|wget|adb|ti|appc|titanium|alloy|cd|mkdir"
    r"|chmod|export|apt(?:-get)?|brew|gem|bundle|make|cmake|mvn|gradle|\./\S+|python3?|node|java)"
    r"\s+.*(?:\s--?\w|/|=|~|&&|\|)"
)
_COMMON = frozenset(
    """
    the a an is are was were be been it its this that these those to of on in for with and or but
    when where which who should would could can will must not does do did has have had we you he she
    they there here as by at if so then than after before while because my our your no all any some
    from into only also
    """.split()
)
_REMARK = re.compile(r"\s//.*")
_PUNCTUATION = ".,;:!?\"'"
_OPERATOR = re.compile(r"[=;{}<>()\[\]]")


def classify(lines: Sequence[str], items: AbstractSet[int] = frozenset()) -> list[Verdict]:
    """Return for each line CODE, LOG, or None for prose.

    An empty line between two of a kind is of that kind. `items` are the indices of lines
    that are list items: they are code only between other lines that are.
    """
    judged = [
        (_Weight.OTHER, None) if index in items and weight is not _Weight.PROSE else (weight, kind)
        for index, (weight, kind) in enumerate(map(_judge, lines))
    ]
    verdicts: list[Verdict] = [kind if weight is _Weight.SURE else None for weight, kind in judged]
    weights = [weight for weight, _ in judged]
    if any(verdicts):
        _spread(weights, verdicts, range(len(lines)))
        _spread(weights, verdicts, range(len(lines) - 1, -1, -1))
        _close_gaps(lines, weights, verdicts)
    return verdicts


def _judge(line: str) -> tuple[_Weight, Verdict]:
    if len(line) > _HEAD + _TAIL:
        if _is_blob(line[: 4 * _HEAD]):
            return _Weight.SURE, BlockKind.LOG
        line = line[:_HEAD] + line[-_TAIL:]
    return _judge_short(line)


# Blank lines, brackets and lines of logs come again and again.
@lru_cache(4096)
def _judge_short(line: str) -> tuple[_Weight, Verdict]:
    common = _common_words(_REMARK.sub("", line))
    if _SURE_LOG.match(line):
        return _Weight.SURE, BlockKind.LOG
    if _is_code(line, common):
        return _Weight.SURE, BlockKind.CODE
    if _HINT_LOG.match(line):
        return _Weight.HINT, BlockKind.LOG
    if common < 3 and (_HINT_CODE.match(line) or _INDENTED_CODE.match(line)):
        return _Weight.HINT, BlockKind.CODE
    return (_Weight.PROSE if common or not line.strip() else _Weight.OTHER), None


def _is_blob(head: str) -> bool:
    """Return whether the line is encoded data or the like."""
    return bool(_BLOB.search(head)) and not _common_words(head)


def _is_code(line: str, common: int) -> bool:
    if _CERTAIN_CODE.match(line) or (common == 0 and _SHELL.match(line)):
        return True
    return (common < 2 or _is_dense(line, common)) and bool(_SURE_CODE.match(line))


def _common_words(line: str) -> int:
    """Count the words that prose cannot do without; keywords in capitals are none."""
    return sum(
        word == "I"
        or (word.strip(_PUNCTUATION).lower() in _COMMON and (word == "A" or not word.isupper()))
        for word in line.split()
    )


def _is_dense(line: str, common: int) -> bool:
    """Return whether there are far more operators than words that only prose needs."""
    return len(_OPERATOR.findall(line)) >= 3 * common


def _spread(weights: Sequence[_Weight], verdicts: list[Verdict], order: Sequence[int]) -> None:
    """Give hints beside a verdict that verdict, in the order of the indices."""
    before: Verdict = None
    for index in order:
        if verdicts[index] is None and weights[index] is _Weight.HINT:
            verdicts[index] = before
        before = verdicts[index]


def _close_gaps(lines: Sequence[str], weights: Sequence[_Weight], verdicts: list[Verdict]) -> None:
    """Give short stretches without plain prose between two verdicts the first of them."""
    last = -1
    for index, verdict in enumerate(verdicts):
        if verdict is None:
            continue
        gap = range(last + 1, index)
        if (
            last >= 0
            and len(gap) <= _MAX_GAP
            and not any(weights[at] is _Weight.PROSE and lines[at].strip() for at in gap)
        ):
            for at in gap:
                verdicts[at] = verdicts[last]
        last = index
