"""`ticketlint pull`: keep what a search finds in a file, and bring the file up to date later."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ticketlint.model import Failure
from ticketlint.sources.jira.connection import Site
from ticketlint.sources.jira.errors import JiraError, WalkError
from ticketlint.sources.jira.extras import with_extras
from ticketlint.sources.jira.fields import Fields, find_fields
from ticketlint.sources.jira.jql import changed_since, ordered, with_ids
from ticketlint.sources.jira.pullstate import Files, Part, State, cannot_write, places
from ticketlint.sources.jira.reasons import progress, why_empty
from ticketlint.sources.jira.search import IDS_PAGE, PAGE, Page, fetch_keys, pages
from ticketlint.sources.jira.settings import Watch
from ticketlint.sources.jira.shapes import in_one_shape

# A search index lags behind; changes are asked for again from this long before the last pull.
_OVERLAP = 300.0

Pages = Iterator[Page]


@dataclass(frozen=True, slots=True)
class Request:
    """What to pull: a search or keys, and which extras (`comments`, `changelog`, ...)."""

    jql: str = ""
    keys: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    limit: int | None = None

    def identity(self, site: Site) -> str:
        """Return what must be equal for one pull to go on where another one stopped."""
        value = [site.settings.url, asdict(self), site.settings.acceptance_fields]
        return hashlib.sha256(json.dumps(value).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a pull did: `count` issues are in the file, `changed` of them were fetched now."""

    count: int
    changed: int
    mode: str
    failures: tuple[Failure, ...] = ()


def pull(site: Site, request: Request, out: Path, watch: Watch, *, anew: bool = False) -> Outcome:
    """Write issues to `out`, a line each, and return what was done.

    Goes on with a pull that was stopped; brings a finished one up to date. The file is
    replaced in one step when all is there; until then what was read is in `<out>.part`.
    Raises: JiraError.
    """
    job = _Job(site, request, Files(out), watch)
    try:
        return job.run(anew)
    except OSError as error:
        kept = job.kept()
        raise cannot_write(error, out, kept) from None


class _Job:
    def __init__(self, site: Site, request: Request, files: Files, watch: Watch) -> None:
        self._site, self._request, self._files, self._watch = site, request, files, watch
        self._fields = Fields()
        self._failures: list[Failure] = []

    def run(self, anew: bool) -> Outcome:
        self._fields = find_fields(self._site)
        state = self._begin(anew)
        if not state.walked:
            state = self._walk(state)
        if not state.install:
            state = self._merge(state) if state.mode == "changes" else self._ready(state)
        outcome = self._finish(state)
        return replace(outcome, failures=tuple(self._failures))

    def kept(self) -> int:
        """Return how many issues of an unfinished pull are safe."""
        state = self._files.state()
        return state.count if state else 0

    def _begin(self, anew: bool) -> State:
        """Return the state to go on from."""
        identity = self._request.identity(self._site)
        state = None if anew else self._files.state()
        if state is not None and state.request == identity:
            # Changes are asked for by minutes before now, so their pages are others each time;
            # keys that were not found are told again. What is in the part is skipped.
            place = state.next if state.mode == "full" and self._request.jql else ""
            return replace(state, next=place)
        self._files.forget()
        manifest = None if anew else self._files.manifest()
        known = manifest is not None and manifest.get("request") == identity
        mode = "changes" if known and self._request.jql and not self._request.limit else "full"
        return State(identity, mode, self._site.now)

    def _walk(self, state: State) -> State:
        """Fetch every page that is not in the part yet.

        Raises: JiraError that tells what is kept.
        """
        reached, total = state, None
        try:
            for page, reached in self._steps(state):
                total = page.total
                self._watch(f"pulled {progress(reached.count, total, 'issues')}")
        except WalkError as error:
            # The page cannot be had any more, what was read can: begin anew, skip what is there.
            anew = replace(reached, next="")
            self._files.keep(anew)
            if state.next and reached is state:
                return self._walk(anew)
            raise self._kept(error, anew, total) from None
        except JiraError as error:
            raise self._kept(error, reached, total) from None
        return reached

    def _steps(self, state: State) -> Iterator[tuple[Page, State]]:
        """Yield each page once it is safe in the part, and the state reached by it."""
        seen = {name for name, _, _ in places(self._files.part, state.size)}
        with Part(self._files.part, state.size) as part:
            self._files.keep(state)
            for page in self._pages(state):
                fresh = [issue for issue in page.issues if issue["id"] not in seen]
                fresh = fresh[: self._room(len(seen))]
                size = part.append(self._records(fresh))
                seen.update(issue["id"] for issue in fresh)
                done = not page.next or self._room(len(seen)) == 0
                state = replace(state, next=page.next, walked=done, size=size, count=len(seen))
                self._files.keep(state)
                yield page, state
                if done:
                    return

    def _room(self, count: int) -> int | None:
        return None if self._request.limit is None else self._request.limit - count

    def _records(self, issues: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for issue in issues:
            whole = with_extras(self._site, issue, self._request.extras)
            yield in_one_shape(whole, self._fields)

    def _pages(self, state: State) -> Pages:
        fields = self._wanted()
        if self._request.keys:
            return self._pages_of_keys()
        jql = ordered(self._request.jql)
        if state.mode == "changes":
            jql = changed_since(jql, self._age(state))
        return pages(self._site, jql, fields, state.next)

    def _wanted(self) -> tuple[str, ...]:
        comment = ("comment",) if "comments" in self._request.extras else ()
        return (*self._fields.ids, *comment)

    def _age(self, state: State) -> float:
        """Return for how many seconds back changes are asked for."""
        manifest = self._files.manifest() or {}
        return max(0.0, self._site.now - float(manifest.get("began", state.began))) + _OVERLAP

    def _pages_of_keys(self) -> Pages:
        keys = self._request.keys
        for at in range(0, len(keys), PAGE):
            found = list(fetch_keys(self._site, keys[at : at + PAGE], self._wanted()))
            self._failures += [one for one in found if isinstance(one, Failure)]
            issues = tuple(one for one in found if not isinstance(one, Failure))
            following = str(at + PAGE) if at + PAGE < len(keys) else ""
            yield Page(issues, following, len(keys))

    def _ready(self, state: State) -> State:
        """Return the state in which the part is all there is.

        Raises: JiraError where nothing was found; the finished file stays as it is.
        """
        if not state.count:
            self._files.forget()
            what, todo = why_empty(self._site)
            told = "; ".join(failure.message for failure in self._failures) or what
            raise JiraError(self._site.settings.host, told, "" if self._failures else todo)
        return self._keep(replace(state, install="part"))

    def _merge(self, state: State) -> State:
        """Put the finished file and what has changed together, in the order of the search.

        An issue that the search no longer finds goes; one that it finds without a change
        (a sprint was opened) is fetched.
        """
        old = {name: at for name, *at in places(self._files.out)}
        new = {name: at for name, *at in places(self._files.part, state.size)}
        names = self._ids()
        missing = [name for name in names if name not in old and name not in new]
        with Part(self._files.part, state.size) as part:
            for at in range(0, len(missing), PAGE):
                for page in pages(self._site, with_ids(missing[at : at + PAGE]), self._wanted()):
                    part.append(self._records(list(page.issues)))
        new = {name: at for name, *at in places(self._files.part)}
        changed = sum(name in new for name in names)
        self._copy([(name in new, new.get(name) or old.get(name)) for name in names])
        return self._keep(replace(state, install="merged", count=changed))

    def _ids(self) -> list[str]:
        size = IDS_PAGE[self._site.cloud]
        walk = pages(self._site, ordered(self._request.jql), ["id"], size=size)
        found = (str(issue["id"]) for page in walk for issue in page.issues)
        return list(dict.fromkeys(found))

    def _copy(self, pieces: list[tuple[bool, list[int] | None]]) -> None:
        with (
            self._files.out.open("rb") as old,
            self._files.part.open("rb") as new,
            self._files.merged.open("wb") as merged,
        ):
            for is_new, at in pieces:
                if at is not None:
                    source = new if is_new else old
                    source.seek(at[0])
                    merged.write(source.read(at[1]))

    def _keep(self, state: State) -> State:
        self._files.keep(state)
        return state

    def _finish(self, state: State) -> Outcome:
        ready = self._files.merged if state.install == "merged" else self._files.part
        shown = ready if ready.exists() else self._files.out
        count = sum(1 for _ in places(shown))
        manifest = {
            "tool": {"name": "ticketlint", "version": version("ticketlint")},
            "site": self._site.settings.url,
            "deployment": "cloud" if self._site.cloud else "datacenter",
            **asdict(self._request),
            "request": state.request,
            "mode": state.mode,
            "count": count,
            "began": state.began,
            "finished": self._site.now,
        }
        self._files.install(state, manifest)
        return Outcome(count, state.count, state.mode)

    def _kept(self, error: JiraError, state: State, total: int | None) -> JiraError:
        if not state.count:
            self._files.forget()
            return error
        kept = f"{progress(state.count, total, 'issues')} are kept in {self._files.part}"
        todo = "the same command goes on from there"
        if error.todo and not isinstance(error, WalkError):
            todo = f"{error.todo}; {todo}"
        return type(error)(error.where, f"{error.what}; {kept}", todo)
