"""Rules of earlier versions, so that whoever names one is told what became of it."""

from collections.abc import Mapping

# The rule that finds the same now; empty where nothing does (docs/decisions.md, 44, 49 and 51).
REMOVED: Mapping[str, str] = {
    "absolute-guarantee": "promise-without-feasibility",
    "agentless-passive": "",
    "ambiguous-pronoun": "",
    "and-or": "open-list",
    "baseline-missing": "",
    "bug-evidence-missing": "",
    "bug-impact-frequency-missing": "",
    "bug-observed-vague": "",
    "comparative-unanchored": "vague-quality",
    "dangling-reference": "",
    "dependency-unlinked": "",
    "developer-story": "",
    "enabler-cost-missing": "missing-why",
    "epic-success-missing": "missing-acceptance-criteria",
    "evidence-hearsay": "evidence-missing",
    "goal-malformed": "",
    "how-only-bug": "how-without-what",
    "missing-observed-behaviour": "",
    "multiple-goals": "",
    "negative-only": "",
    "outcome-missing": "happy-path-only",
    "permission-one-sided": "happy-path-only",
    "questions-left": "told-too-little",
    "role-generic": "missing-actor",
    "scope-boundary-missing": "",
    "sentence-overloaded": "",
    "spike-timebox-missing": "",
    "steps-without-problem": "how-without-what",
    "superlative": "vague-quality",
    "tech-prescription": "solution-as-goal",
    "title-body-mismatch": "",
    "title-overloaded": "",
    "too-many-ac": "",
    "tribal-knowledge": "",
    "trigger-missing": "",
    "type-mismatch": "",
    "universal-unbounded": "",
    "vague-approximation": "vague-scope",
    "vague-object": "vague-verb",
    "vague-quantifier": "vague-scope",
    "vague-time": "vague-quality",
    "weak-modal": "",
    "why-circular": "",
}


def what_became_of(rule_id: str) -> str:
    """Return ` (it was merged into ...)` for a rule of earlier versions, empty for no such rule."""
    if rule_id not in REMOVED:
        return ""
    now = REMOVED[rule_id]
    return f" (it was merged into `{now}`)" if now else " (it was removed; leave it out)"
