"""Words of a ticket that hint at its kind: of faults, of research, of inner work, of users."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ticketlint.annotation.lexicon.caseless import Caseless
from ticketlint.annotation.lexicon.user_stories import STORY_OF_KINDS


def _any_of(words: str) -> str:
    return rf"\b({'|'.join(words.split())})\b"


_CUES = Caseless(
    {
        "spike": r"\b(find out|figure out|look into|proof of concept|think about|check (if|whether))\b|"
        + _any_of(
            r"spike investigat\w+ research explor\w+ evaluat\w+ analy[sz]e analysis assess\w* poc "
            r"prototyp\w+ determine feasibility consider\w* decide brainstorm discuss\w* meeting "
            r"experiment compare study understand survey audit r&d"
        ),
        "epic": _any_of(r"epic initiative roadmap milestone umbrella meta"),
        "fault": r"\b(cut off|time[sd]? out|issues? with)\b|"
        + _any_of(
            r"bugs? crash\w* fail\w* broken errors? exception\w* wrong\w* incorrect\w* missing "
            r"hangs? freez\w+ leaks? regression stuck invalid disappear\w* npe segfault sigsegv "
            r"undefined null duplicate\w* corrupt\w* glitch\w* flicker\w* truncat\w+ overlap\w* "
            r"misaligned slow timeout unexpected\w* unresponsive blank dead lost loses? ignore[sd]? "
            r"breaks? causes? inconsistent\w* unable problems? crop\w* lag\w* drops?"
        ),
        "negated": r"\b(not (being|\w+ing|\w+ed|\w+able)|did not|was not|no longer|fails? to)\b|"
        + _any_of(
            r"does ?n[o']?t do ?n[o']?t cannot can ?n[o']t can't won'?t is ?n[o']t isn't are ?n[o']t "
            r"aren't didn't wasn't never nothing".replace(" ?n", "\\s?n")
        ),
        "inner": _any_of(
            r"refactor\w* clean-?up clean\sup tests? testing specs? e2e ci cd pipelines? jobs? docs? "
            r"documentation document readme changelog lint\w* eslint prettier typescript types? "
            r"typings? class(es)? functions? methods? modules? constants? enum interfaces? "
            r"proto(buf)? library libraries dependenc\w+ packages? repo(sitory)? branch codebase code "
            r"source scripts? makefile builds? bundled? compiler docker\w* container helm charts? "
            r"terraform kubernetes k8s aws lambda database db schema tables? index(es|ing)? migrat\w+ "
            r"deprecat\w+ legacy obsolete unused debt chore upgrad(e|ing) bump version releases? "
            r"deploy\w* staging production rollout flags? config(uration)? environment env variables? "
            r"workers? cron queue cach(e|ing) logging logs? metrics? monitoring sentry dashboard "
            r"grafana handbook storybook stories components? redux store state reducer saga hooks? "
            r"middleware backend be fe frontend g?rpc implementation internal infra\w* labels? "
            r"templates? triage follow-?up wiki guide blog post jar maven ant gradle webpack babel "
            r"npm sdk parser manifest namespace rename porting translation mock\w* fixtures? stub "
            r"seed secrets? credentials performance profil\w+ benchmark coverage"
        ),
        "outer": _any_of(
            r"users? customers? clients? admins? visitors? members? page screen buttons? menu dialog "
            r"modal popup tabs? icons? list views? shows? displays? notification\w* emails? search "
            r"filter\w* sort\w* select\w* click\w* drag\w* upload\w* download\w* export\w* import\w* "
            r"messages? comment\w* allow\w* ability able enable options? settings? preference\w* "
            r"login sign\s?up sign\s?in profile account avatar channel feed group videos? images? "
            r"photo map calendar reports? wizard editor theme colou?r style layout keyboard shortcut "
            r"tooltip hover sidebar toolbar header footer form supports? provide offer android ios "
            r"iphone ipad windows mobile ui ux game player payment subscription plan"
        ),
        "story": STORY_OF_KINDS,
        "should": _any_of(r"should must needs?\sto shall"),
        "wish": r"\bwould be (nice|great|good|useful|helpful|cool)\b|"
        + _any_of(
            r"it'?d\sbe please\sadd request\w* suggest\w* propos\w+ (i|we)('d|\swould)\slike"
        ),
        "report": r"\b(steps to reproduce|stack ?trace|actual (result|behaviou?r)|crash log|"
        r"expected (result|behaviou?r)|i (get|got|see|saw)|when i|test case|reporter name)\b|"
        + _any_of(r"reproduc\w+ happens occurs"),
        "quotes": r"[\"“'`]",
    }
)
_CODE = re.compile(r"\b[a-z]+[A-Z]\w+|\b\w+_\w+|\w\(\)|\b[A-Z][a-z]+[A-Z]\w+|::|`[^`]+`")
_FIRST_WORDS: Mapping[str, str] = {
    "add": "add support implement introduce provide create allow enable offer expose include extend "
    "show display make let give build integrate",
    "fix": "fix resolve correct repair prevent avoid stop ensure",
    "inner": "refactor rename move remove delete drop clean cleanup update upgrade bump migrate port "
    "convert replace switch rewrite use write document test deploy release publish configure setup "
    "set install automate split extract merge consolidate deprecate simplify reduce rework "
    "reimplement translate verify validate prepare push backport sync tweak adjust change track run "
    "adopt re-enable disable finish finalize review organize label mark archive standardize",
    "look": "investigate research explore evaluate consider analyze analyse assess determine check "
    "discuss meeting spike prototype poc define plan decide identify understand brainstorm "
    "experiment design look find figure think",
    "better": "improve enhance optimize optimise increase polish redesign",
}
_GROUP_OF = {word: group for group, words in _FIRST_WORDS.items() for word in words.split()}
# Cues are looked for in so many characters of the title or the prose.
_READ = 1500
# What the cues of a ticket stand for, beside the code below.
TABLES = (_CUES.told, _CODE, _FIRST_WORDS, _READ)


def cue_features(title: str, words: Sequence[str], text: str) -> Iterator[tuple[str, float]]:
    """Yield the cues of a ticket; `words` are those of the title without its prefixes."""
    found = {*_CUES.found_in(title[:_READ])}
    found |= {"code"} if _CODE.search(title[:_READ]) else set()
    yield from ((f"title:{name}", 1.0) for name in sorted(found))
    cues, prose = _CUES.for_text(text[:_READ])
    for name, pattern in cues.items():
        count = len(pattern.findall(prose))
        if count:
            yield f"prose:{name}", 0.5
            yield f"prose:{name}:count", min(count, 6) / 6
    group = _GROUP_OF.get(words[0], "none") if words else "none"
    yield f"first:{group}", 1.0
    for name in sorted(found & {"inner", "outer", "fault", "code"}):
        yield f"first:{group}&{name}", 1.0
    yield f"inner:{'inner' in found}&outer:{'outer' in found}", 1.0
    yield f"fault:{'fault' in found}&negated:{'negated' in found}&{group}", 1.0
    if not text.strip():
        yield "no-prose", 1.0
