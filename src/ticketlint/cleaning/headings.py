"""The words that people head their sections with, and what such a section is for."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from ticketlint.model import SectionName

# English in full; German, French, Spanish and Portuguese for the commonest headings.
HEADINGS: Mapping[SectionName, tuple[str, ...]] = {
    SectionName.NEED: (
        *("why", "why?", "need", "user need", "problem", "the problem", "problem statement"),
        *(
            "problem to solve",
            "problem description",
            "problem definition",
            "description of problem",
        ),
        *("motivation", "rationale", "reason", "reasons", "justification", "purpose", "value"),
        *("business value", "user value", "customer value", "business case", "business need"),
        *("business goal", "business context", "benefit", "benefits", "impact", "user impact"),
        *("customer impact", "business impact", "background", "background and context"),
        *("context", "context and motivation", "pain point", "pain points", "opportunity"),
        *("what problem does this solve", "what problem are we solving", "why this matters"),
        *("why is this important", "why is this needed", "why do we need this", "why now"),
        # The label that GitHub gives to a new form.
        *("is your feature request related to a problem? please describe",),
        *("what might happen if this goes wrong", "use case", "use cases", "problem/opportunity"),
        *("hintergrund", "motivation und nutzen", "nutzen", "warum", "ziel und nutzen"),
        *("contexte", "pourquoi", "probleme", "besoin", "valeur metier"),
        *(
            "contexto",
            "por que",
            "problema",
            "motivacion",
            "motivacao",
            "necesidad",
            "justificativa",
        ),
    ),
    SectionName.BEHAVIOUR: (
        *("what", "what?", "goal", "goals", "objective", "objectives", "outcome", "outcomes"),
        *("desired outcome", "desired behavior", "desired behaviour", "desired result"),
        *("what is the feature you are proposing to solve the problem",),
        *("user story", "story", "story statement", "feature", "feature request", "request"),
        *("feature description", "functionality", "behaviour", "behavior", "requirement"),
        *("requirements", "functional requirements", "user stories", "scope", "in scope"),
        *("what needs to be done", "what should happen", "what to do", "proposal", "deliverable"),
        *("deliverables", "user experience", "user experience goal", "feature summary"),
        *(
            "what does success look like",
            "specification",
            "spec",
            "expectations",
            "summary of change",
        ),
        *("anforderung", "anforderungen", "ziel", "ziele", "verhalten", "was"),
        *("objectif", "objectifs", "besoin fonctionnel", "exigences", "comportement"),
        *("objetivo", "objetivos", "requisitos", "historia de usuario", "historia do usuario"),
        *("comportamiento", "comportamento"),
    ),
    SectionName.ACCEPTANCE_CRITERIA: (
        *("acceptance criteria", "acceptance criterion", "acceptance", "ac", "acs", "a/c", "cos"),
        *("acceptance test", "acceptance tests", "acceptance conditions", "acceptance scenarios"),
        *("conditions of satisfaction", "condition of satisfaction", "conditions of acceptance"),
        *("definition of done", "dod", "done when", "done criteria", "completion criteria"),
        *("success criteria", "success criterion", "exit criteria", "it is done when"),
        *("this is done when", "how do we verify", "how will we verify", "how to verify"),
        *("how do we know it is done", "how do we know this is done", "scenarios"),
        *("how will we know we are done", "verification", "verification criteria"),
        *("gherkin syntax", "validation criteria", "performance criteria", "given when then"),
        *("measurable outcomes", "must have", "must haves", "done means"),
        *("akzeptanzkriterien", "akzeptanzkriterium", "abnahmekriterien", "fertig wenn"),
        *("criteres d'acceptation", "criteres d acceptation", "critere d'acceptation"),
        *("criterios de aceptacion", "criterios de aceitacao", "criterios de aceite"),
    ),
    SectionName.STEPS: (
        *("steps", "steps to reproduce", "steps to recreate", "steps to replicate", "repro steps"),
        *("steps to repro", "step to reproduce", "reproduction steps", "reproduction", "repro"),
        *("reproduce", "to reproduce", "how to reproduce", "reproducible steps", "reproduce step"),
        *("reproducing the bug", "repro sequence", "repo steps", "steps to reproduce issue"),
        *("steps to reproduce the behavior", "steps to reproduce the behaviour", "str"),
        *("steps to reproduce the issue", "steps to reproduce the problem", "test steps"),
        *("steps to test", "testing steps", "minimal reproduction", "code to reproduce"),
        *("how to replicate", "steps taken", "schritte", "schritte zum reproduzieren"),
        *("schritte zur reproduktion", "reproduktion", "etapes pour reproduire"),
        *("etapes de reproduction", "comment reproduire", "pasos para reproducir"),
        *("pasos a reproducir", "passos para reproduzir"),
    ),
    SectionName.EXPECTED: (
        *("expected", "expected result", "expected results", "expected behavior", "expect result"),
        *("expected behaviour", "expected outcome", "what is expected", "what i expected"),
        *("what did you expect to happen", "what did you expect", "what i expected to happen"),
        *("what should have happened", "what are we expecting to happen", "expectation"),
        *("what you expected to happen", "what you expected", "what is the expected result"),
        *("correct behavior", "correct behaviour", "should be", "what i expect"),
        *("erwartet", "erwartetes verhalten", "erwartetes ergebnis", "comportement attendu"),
        *("resultat attendu", "comportamiento esperado", "resultado esperado"),
        *("comportamento esperado",),
    ),
    SectionName.ACTUAL: (
        *("actual", "actual result", "actual results", "actual behavior", "actual behaviour"),
        *("result", "results", "observed", "observed behavior", "observed behaviour"),
        *("observed result", "observed results", "current behavior", "current behaviour"),
        *("bug", "bug description", "describe the bug", "briefly describe the bug", "error"),
        *("bug report", "issue description", "problem description", "what happened", "symptom"),
        *(
            "symptoms",
            "what happens",
            "what actually happened",
            "what went wrong",
            "what happens now",
        ),
        *("what actually happens", "error message", "actual outcome", "current result"),
        *("tatsachlich", "tatsachliches verhalten", "aktuelles verhalten", "ist-verhalten"),
        *("comportement actuel", "resultat obtenu", "resultat actuel", "comportamiento actual"),
        *("resultado actual", "comportamento atual", "resultado atual"),
    ),
    SectionName.ENVIRONMENT: (
        *("environment", "env", "platform", "platforms", "platform information", "version"),
        *("versions", "system", "system information", "system info", "setup", "app version"),
        *("tested on", "test environment", "testing environment", "device", "devices", "browser"),
        *("browser and os", "browser version", "os", "operating system", "build", "device info"),
        *(
            "device information",
            "software versions",
            "hardware",
            "configuration",
            "affected version",
        ),
        *(
            "affected versions",
            "reproduced on",
            "found in",
            "environment details",
            "my environment",
        ),
        *("your environment", "environment information", "version information", "platform info"),
        *("umgebung", "environnement", "entorno", "ambiente", "version affectee"),
    ),
    SectionName.NOTES: (
        *("notes", "note", "technical notes", "dev notes", "developer notes", "tech notes"),
        *(
            "implementation",
            "implementation notes",
            "implementation plan",
            "implementation details",
        ),
        *("implementation hints", "technical details", "technical solution", "technical design"),
        *("proposal for technical solution", "technical approach", "approach", "solution"),
        *("proposed solution", "possible solution", "possible solutions", "possible fix"),
        *("possible fixes", "suggested solution", "suggested fix", "recommended solution", "fix"),
        *("design", "design notes", "architecture", "tasks", "tasks / subtasks", "subtasks"),
        *("technical constraints", "constraints", "technical requirements", "data models"),
        *("api specifications", "component specifications", "file locations", "root cause"),
        *("technical implementation", "how", "how?", "technical context", "technical tasks"),
        # What somebody wrote there when it was done, and no wish.
        *("implemented solution", "solution implemented", "implemented fix", "resolution"),
        *("implementation steps", "implementation tasks", "integration requirements", "cause"),
        *("technische details", "technische hinweise", "umsetzung", "losungsvorschlag"),
        *("specification technique", "notes techniques", "implementation technique", "solution"),
        *("notas tecnicas", "detalles tecnicos", "detalhes tecnicos", "implementacion"),
    ),
    SectionName.OUT_OF_SCOPE: (
        *("out of scope", "not in scope", "non goals", "non-goals", "nongoals", "exclusions"),
        *("excluded", "what is out of scope", "won't do", "out-of-scope", "not included", "later"),
        *("nicht im umfang", "nicht ziele", "hors perimetre", "fuera de alcance", "fora do escopo"),
    ),
    SectionName.OPEN_QUESTIONS: (
        *("open questions", "open question", "questions", "question", "open points", "open issues"),
        *("unknowns", "to be decided", "to be discussed", "tbd", "decisions needed", "discussion"),
        *("questions to answer", "unresolved questions", "clarifications", "needs clarification"),
        *("offene fragen", "offene punkte", "questions ouvertes", "preguntas abiertas"),
        *("questoes em aberto", "perguntas abertas", "preguntas"),
    ),
    SectionName.OTHER: (
        *("description", "summary", "details", "overview", "additional information", "links"),
        *("links / references", "references", "screenshots", "attachments", "logs", "log"),
        *("relevant logs and/or screenshots", "sample code", "test code", "example", "examples"),
        *("personas", "definition of ready", "definition of ready checklist", "change log"),
        *("workaround", "workarounds", "work-around", "next steps", "qa", "testing", "tests"),
        *("ux/design", "experiments", "dependencies", "stakeholders", "status", "checklist"),
        *("beschreibung", "descripcion", "descricao", "resume", "zusammenfassung"),
    ),
}

# Headings that say the same in more words: "What is the expected *correct* behavior?".
_PATTERNS: tuple[tuple[SectionName, str], ...] = (
    (SectionName.OUT_OF_SCOPE, r"\b(out of scope|not in scope|non goals?)\b"),
    (SectionName.OPEN_QUESTIONS, r"^(open|unresolved|remaining) (questions?|points?|issues?)\b"),
    (SectionName.ACCEPTANCE_CRITERIA, r"\bacceptance (criteria|criterion|tests?)\b"),
    (SectionName.ACCEPTANCE_CRITERIA, r"\bdefinition of done\b|\bconditions? of satisfaction\b"),
    (SectionName.STEPS, r"\b(steps?|how) to (reproduce|repro|replicate|recreate)\b"),
    (SectionName.EXPECTED, r"\bexpected (\w+ ){0,2}(behaviou?rs?|results?|outcomes?|output)\b"),
    (SectionName.EXPECTED, r"\bwhat (did )?(i|you|we) expect(ed)?\b"),
    (
        SectionName.ACTUAL,
        r"\b(current|actual|observed) (\w+ ){0,2}(behaviou?rs?|results?|output)\b",
    ),
    (SectionName.ENVIRONMENT, r"^(your |my |test(ing)? )?(environment|platform|version)s?\b"),
    (
        SectionName.NOTES,
        r"\b(technical|implementation|dev) (notes?|details?|plan|design|solution)\b",
    ),
    (SectionName.NEED, r"^why\b|\bproblem (to solve|statement)\b"),
    *(
        # Labels of public forms for issues, which ask in a sentence.
        (SectionName.NEED, r"\brelated to a problem\b|\bproblem (will|does|would) (this|the|it)\b"),
        (
            SectionName.NEED,
            r"\bproblem (this|the) \w+ (will|would) solve\b|^who (will|would) benefit",
        ),
        (SectionName.NEED, r"\bproblem (are )?you('re| are)? trying to solve\b|\bmotivation\b"),
        (SectionName.BEHAVIOUR, r"^describe the (solution|feature|enhancement|proposal)\b"),
        (SectionName.BEHAVIOUR, r"^what (would you like|is the feature you)\b|^describe your idea"),
        (SectionName.BEHAVIOUR, r"^summary of the feature\b"),
        (SectionName.EXPECTED, r"^what should (happen|have happened)\b"),
        (SectionName.ACTUAL, r"^what (do|did) you see\b"),
        (SectionName.ACTUAL, r"^(please )?describe the (issue|problem|bug)\b|^stack ?trace$"),
        (SectionName.STEPS, r"^(what steps|how can we|how do we|how can this be) .*\breproduce"),
        (
            SectionName.STEPS,
            r"^(minimal )?reproduc(ible|tion) (code|example|snippet)|^what did you do$",
        ),
        (SectionName.STEPS, r"\bcode (that|to) reproduces?\b"),
        (
            SectionName.ENVIRONMENT,
            r"^(what|which) (versions?|browsers?|platforms?|operating system|os|devices?)\b",
        ),
        (SectionName.ENVIRONMENT, r"\benvironment information\b|^\w+ versions?$"),
        (SectionName.NOTES, r"\balternatives\b|^suggested implementation"),
    ),
)
_COMPILED = tuple((section, re.compile(pattern)) for section, pattern in _PATTERNS)
_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LEAD = re.compile(r"[\W\d_]*")
_NO_WORDS = re.compile(r"[\W_]*")
_SPACES = re.compile(r"[\s*_`#]+")

# A heading names a section in a few words; a longer line is a sentence.
MAX_HEADING_WORDS = 9
MAX_HEADING_CHARS = 300
# Headings of a backlog are few, its lines are not: what is kept of them has a bound.
_KEPT = 4096


def section_of_heading(
    heading: str, own: Mapping[SectionName, Iterable[str]], *, exact: bool = False
) -> SectionName | None:
    """Return what a section of that heading is for, None where the words do not tell.

    `own` are the headings that a team's configuration adds. `exact` is for a line that
    only its words make a heading: they must be a heading of the list, no more.
    """
    if len(heading) > MAX_HEADING_CHARS:
        return None
    words = normalise_heading(heading)
    for section, names in own.items():
        if words in {normalise_heading(name) for name in names}:
            return section
    return _by_words().get(words) if exact else _known_section(words)


@lru_cache(_KEPT)
def _known_section(words: str) -> SectionName | None:
    listed = _by_words().get(words)
    if listed is not None or not words or len(words.split()) > MAX_HEADING_WORDS:
        return listed
    return next((section for section, pattern in _COMPILED if pattern.search(words)), None)


@cache
def _by_words() -> Mapping[str, SectionName]:
    table: dict[str, SectionName] = {}
    for section, names in HEADINGS.items():
        for name in names:
            table.setdefault(normalise_heading(name), section)
    return table


@lru_cache(_KEPT)
def normalise_heading(heading: str) -> str:
    """Return the words of a heading: no case, accents, numbers, brackets or punctuation."""
    plain = unicodedata.normalize("NFKD", heading.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = _SPACES.sub(" ", _PARENTHESES.sub(" ", plain).replace("’", "'")).strip()
    lead = _LEAD.match(plain)
    return to_last_word(plain[lead.end() :] if lead else plain)


def to_last_word(text: str) -> str:
    """Return a text up to its last letter or digit."""
    # Read backwards: a pattern for the end of a text is tried at every place before it.
    after = _NO_WORDS.match(text[::-1])
    return text[: len(text) - after.end()] if after else text
