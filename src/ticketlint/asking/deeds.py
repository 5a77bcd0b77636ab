"""Verbs by what they do to the thing that a wish is about."""

from collections.abc import Mapping

from ticketlint.rules.questions import Deed

# What somebody shall do to the product, by the lemma of the verb.
OF_WORK: Mapping[Deed, str] = {
    Deed.ADD: "add create implement build introduce provide develop write setup offer"
    " include insert expose code construct append attach embed place put"
    " establish invent prepare define supply deliver generate produce program"
    " compose reintroduce restore",
    Deed.REMOVE: "remove delete drop disable deprecate uninstall eliminate retire purge"
    " discard unlink detach strip abandon kill prune erase decommission",
    Deed.CHANGE: "update change adjust modify edit tweak revise refresh adapt alter align"
    " amend reword rephrase set reset style restyle resize reorder rearrange"
    " reposition format override customise customize recolor recolour relabel",
    Deed.IMPROVE: "improve enhance optimise optimize rework redesign revamp polish overhaul"
    " modernise modernize extend refine harden strengthen enrich beautify"
    " revisit rethink rehaul",
    Deed.HASTEN: "speed accelerate hasten profile",
    Deed.RESHAPE: "refactor clean restructure reorganise reorganize modularize modularise"
    " rewrite consolidate unify extract decouple harmonise harmonize"
    " standardise standardize split separate simplify streamline cleanup tidy"
    " dedupe deduplicate factor encapsulate abstract generalise generalize"
    " sort group inline isolate centralise centralize"
    " normalise normalize",
    Deed.REPLACE: "move migrate port transfer convert replace switch relocate swap"
    " dockerize containerize substitute transition",
    Deed.USE: "use adopt leverage employ utilise utilize",
    Deed.RENAME: "rename rebrand",
    Deed.UPGRADE: "upgrade bump downgrade pin",
    Deed.SHOW: "show display present render visualise visualize highlight print list"
    " indicate reveal view mark preview surface emphasise emphasize notice"
    " illustrate",
    Deed.HIDE: "hide collapse conceal mask truncate",
    Deed.SUPPORT: "support enable activate accept recognise recognize",
    Deed.PREVENT: "prevent disallow block forbid prohibit restrict stop avoid ban suppress"
    " reject ignore skip exclude deny lock",
    Deed.LIMIT: "limit increase decrease reduce raise lower minimise minimize maximise"
    " maximize cap throttle shorten lengthen cut shrink",
    Deed.HANDLE: "handle catch treat process manage tackle trap",
    Deed.TAKE_IN: "import read load parse ingest fetch download pull sync synchronise"
    " synchronize scrape receive retrieve populate seed",
    Deed.GIVE_OUT: "export dump output serialise serialize",
    Deed.SEND: "send notify email mail inform alert remind announce push post broadcast",
    Deed.KEEP: "store keep record log track persist cache remember archive collect"
    " gather monitor capture backup",
    Deed.CHECK: "validate verify check confirm ensure assert enforce detect sanitize sanitise",
    Deed.JOIN: "integrate connect link hook bind couple wire combine",
    Deed.AUTOMATE: "automate schedule trigger",
    Deed.TEST: "test benchmark",
    Deed.DOCUMENT: "document explain describe clarify",
    Deed.STUDY: "figure brainstorm understand audit reevaluate re-evaluate investigate"
    " research analyse analyze evaluate explore compare discuss assess study"
    " determine decide examine estimate plan spike consider learn look review"
    " think find prototype",
    Deed.DESIGN: "design sketch mock wireframe draw",
    Deed.RELEASE: "deploy release publish ship launch rollout roll host",
    Deed.SET_UP: "configure install initialise initialize bootstrap provision register",
    Deed.TRANSLATE: "translate localise localize internationalise internationalize",
    Deed.COUNT: "calculate compute count measure sum",
    Deed.FIX: "fix resolve solve repair correct mend address debug",
}
# What people shall be able to do with the product.
OF_USE: Mapping[Deed, str] = {
    Deed.SEE: "see view read know display show look watch check preview list browse"
    " visit access monitor review understand inspect",
    Deed.FIND: "find search filter sort query locate lookup group order",
    Deed.CHOOSE: "choose select pick set specify define configure customise customize"
    " decide switch toggle assign enable disable tag label mark prioritise"
    " prioritize determine control adjust",
    Deed.ENTER: "add create enter submit post book register compose fill report request"
    " reserve schedule",
    Deed.ALTER: "edit change update modify rename move reorder rearrange manage alter"
    " amend correct resize drag",
    Deed.ERASE: "delete remove clear cancel undo revoke close unsubscribe leave reset archive hide",
    Deed.UPLOAD: "upload import attach load",
    Deed.TAKE_OUT: "download export print copy extract backup",
    Deed.SIGN_IN: "log login sign authenticate signup signin logout",
    Deed.SHARE: "share invite send give publish grant transfer",
    Deed.GET: "receive get obtain earn",
    Deed.JUDGE: "rate vote like approve reject upvote confirm flag accept",
}


def _by_verb(table: Mapping[Deed, str]) -> Mapping[str, Deed]:
    return {verb: deed for deed, verbs in table.items() for verb in verbs.split()}


_WORK, _USE = _by_verb(OF_WORK), _by_verb(OF_USE)


def deed_of(lemma: str, *, used: bool) -> Deed | None:
    """Return what a verb, a lemma in small letters, does; `used`: by people with the product."""
    return (_USE if used else _WORK).get(lemma)
