"use strict";
(() => {
  // One view is shown at a time, and what stands above it is no less worth seeing.
  document.documentElement.classList.add("scripted");
  const byId = (id) => document.getElementById(id);
  const views = [...document.querySelectorAll("main > section")];
  const links = [...document.querySelectorAll("nav a")];
  const list = byId("tickets");
  const tickets = [...list.querySelectorAll("details.ticket")];
  const inputs = { q: byId("search"), level: byId("level"), kind: byId("kind"), sort: byId("sort") };
  const groups = ["rule", "epic", "component"];
  // What an address holds beside the view or the place.
  const names = ["q", "level", "kind", "sort", "party", ...groups];
  const searched = new Map();
  const orders = {
    order: (one) => [Number(one.id.slice(1))],
    score: (one) => [scoreOf(one)],
    best: (one) => [-scoreOf(one)],
    questions: (one) => [-questionsOf(one)],
    priority: (one) => [Number(one.dataset.rank)],
    key: (one) => keyParts(one.querySelector(".key").textContent),
  };
  const completed = new Set();
  const marks = { lt: "<", gt: ">", amp: "&", quot: '"' };
  // So many tickets are searched while the hand types.
  const few = 1000;
  let rest = {};
  let state = { view: views[0].id };
  let shown = {};
  let typing = 0;

  function scoreOf(ticket) {
    const score = parseFloat(ticket.querySelector(".score").textContent);
    return Number.isNaN(score) ? -1 : score;
  }

  // Behind the score stands how many questions there are, or nothing.
  function questionsOf(ticket) {
    return parseInt(ticket.querySelector(".score + small")?.textContent, 10) || 0;
  }

  function keyParts(key) {
    const parts = /^(.*?)(\d*)$/.exec(key);
    return [parts[1], Number(parts[2] || 0)];
  }

  function compared(one, other) {
    for (let at = 0; at < one.length; at += 1) {
      if (one[at] < other[at]) return -1;
      if (one[at] > other[at]) return 1;
    }
    return 0;
  }

  // Of many tickets the bodies are the text of a noscript until they are opened.
  function keptOf(ticket) {
    const last = ticket.lastElementChild;
    return last.tagName === "NOSCRIPT" ? last : null;
  }

  function textOf(ticket) {
    if (!searched.has(ticket)) {
      const kept = keptOf(ticket);
      const read = kept ? ticket.querySelector("summary") : ticket;
      const markup = `${kept?.textContent || ""} ${rest[ticket.id.slice(1)] || ""}`;
      searched.set(ticket, `${read.textContent} ${wordsOf(markup)}`.toLowerCase());
    }
    return searched.get(ticket);
  }

  // A parser would build the elements of thousands of tickets, to read their words alone.
  function wordsOf(markup) {
    const entity = /&(?:#(\d+)|#[xX]([\da-fA-F]+)|(lt|gt|amp|quot));/g;
    return markup.replace(/<[^>]*>/g, "").replace(entity, charOf);
  }

  function charOf(whole, decimal, hexadecimal, name) {
    if (name) return marks[name];
    const code = decimal ? Number(decimal) : parseInt(hexadecimal, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  }

  function parsed(html) {
    return new DOMParser().parseFromString(html, "text/html").body.childNodes;
  }

  async function unpack() {
    const packed = byId("rest");
    if (!packed || !window.DecompressionStream) return;
    const chars = atob(packed.textContent);
    const bytes = new Uint8Array(chars.length);
    for (let at = 0; at < chars.length; at += 1) bytes[at] = chars.charCodeAt(at);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    rest = JSON.parse(await new Response(stream).text());
    byId("take").hidden = !rest.agenda;
    for (const ticket of tickets) prepare(ticket);
    searched.clear();
    if (state.q) filter();
  }

  function complete(ticket) {
    keptOf(ticket)?.replaceWith(...parsed(keptOf(ticket).textContent));
    const more = rest[ticket.id.slice(1)];
    if (!more || completed.has(ticket)) return;
    completed.add(ticket);
    ticket.querySelector(".text > .cut:last-child").replaceWith(...parsed(more));
  }

  // Of thousands of tickets a reader opens a few.
  function prepare(ticket) {
    if (!ticket.open) return;
    complete(ticket);
    const asked = ticket.querySelector(".questions") || ticket.querySelector(".request");
    if (asked && !ticket.querySelector(".copy")) asked.after(copyLine());
  }

  function hasRule(ticket, rule) {
    const kept = keptOf(ticket);
    if (kept) return kept.textContent.includes(`<small>${rule}</small>`);
    return [...ticket.querySelectorAll(".findings small")].some((one) => one.textContent === rule);
  }

  function isWanted(ticket) {
    const { level, kind, q, rule, epic, component } = state;
    const data = ticket.dataset;
    return (!level || ticket.querySelector("em").className === level)
      && (!kind || ticket.querySelector("summary small").textContent === kind)
      && (!rule || hasRule(ticket, rule))
      && (!epic || (data.epic || "none") === epic)
      && (!component || (data.component || "none").split("\n").includes(component))
      && (!q || q.toLowerCase().split(/\s+/).every((word) => textOf(ticket).includes(word)));
  }

  function wanted() {
    return [...list.children].filter((ticket) => !ticket.hidden);
  }

  function arrange() {
    const order = orders[state.sort || "order"];
    const keyed = tickets.map((ticket) => [[...order(ticket), ...orders.order(ticket)], ticket]);
    keyed.sort((one, other) => compared(one[0], other[0]));
    const sorted = keyed.map((pair) => pair[1]);
    if (sorted.some((ticket, at) => list.children[at] !== ticket)) list.append(...sorted);
  }

  function filter() {
    let count = 0;
    for (const ticket of tickets) {
      const hides = !isWanted(ticket);
      if (ticket.hidden !== hides) ticket.hidden = hides;
      count += hides ? 0 : 1;
    }
    byId("none").textContent = count ? "" : "Nothing found.";
    byId("count").textContent = `${count} of ${tickets.length} shown`;
    const named = groups.filter((name) => state[name]).map((name) => `${name}: ${titleOf(name, state[name])}`);
    byId("chosen").textContent = named.join(", ");
  }

  function titleOf(name, value) {
    const links = [...document.querySelectorAll(`a[data-${name}]`)];
    return links.find((link) => link.dataset[name] === value)?.textContent || value;
  }

  function ask() {
    for (const button of document.querySelectorAll("#parties button")) {
      button.setAttribute("aria-pressed", String(button.dataset.party === state.party));
    }
    for (const one of document.querySelectorAll(".shared > li")) {
      const parties = [...one.querySelectorAll(":scope > small")].map((each) => each.textContent);
      one.hidden = Boolean(state.party) && !parties.includes(state.party);
    }
    for (const item of document.querySelectorAll(".agenda > li")) {
      const asked = [...item.querySelectorAll(".ask")];
      for (const one of asked) {
        one.hidden = Boolean(state.party) && one.querySelector("small").textContent !== state.party;
      }
      item.hidden = Boolean(state.party) && asked.every((one) => one.hidden);
    }
    for (const part of document.querySelectorAll(".part")) {
      const left = part.querySelectorAll(".agenda > li:not([hidden]), .shared > li:not([hidden])").length;
      part.hidden = !left;
      const head = part.querySelector("h3");
      head.dataset.told ||= head.textContent;
      const name = head.dataset.told.replace(/ \([^()]*\)$/, "");
      head.textContent = state.party ? `${name} (${left} for ${state.party})` : head.dataset.told;
    }
    for (const stop of document.querySelectorAll(".stop")) stop.hidden = Boolean(state.party);
  }

  function show() {
    for (const view of views) view.hidden = view.id !== state.view;
    for (const link of links) {
      if (link.getAttribute("href") === `#${state.view}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    inputs.q.value = state.q || "";
    inputs.level.value = state.level || "";
    inputs.kind.value = state.kind || "";
    inputs.sort.value = state.sort || "order";
    if (changed("sort")) arrange();
    if (changed("level", "kind", "q", ...groups)) filter();
    if (changed("party")) ask();
    shown = state;
  }

  function changed(...names) {
    return names.some((name) => (state[name] || "") !== (shown[name] || ""));
  }

  function written() {
    const more = new URLSearchParams();
    for (const name of names) {
      if (state[name]) more.set(name, state[name]);
    }
    const tail = more.toString();
    return `#${state.at || state.view}${tail ? `&${tail}` : ""}`;
  }

  function change(changes) {
    state = { ...state, at: "", ...changes };
    const hash = written();
    if (location.hash !== hash) history.replaceState(null, "", hash);
    show();
  }

  function reveal(id) {
    const ticket = byId(`t${id.slice(1).split("-")[0]}`);
    if (!ticket) return false;
    complete(ticket);
    const place = byId(id) || ticket;
    lead("all", () => ticket.hidden);
    ticket.open = true;
    settle(place, place === ticket ? ticket.querySelector("summary") : place);
    return true;
  }

  function point(id) {
    const place = byId(id);
    if (!place) return false;
    lead("agenda", () => place.hidden);
    place.tabIndex = -1;
    settle(place, place);
    return true;
  }

  // What hides the place that a link leads to goes; the rest of what was chosen stays.
  function lead(view, isHidden) {
    state = { ...state, view };
    show();
    if (isHidden()) state = { view, sort: state.sort };
    show();
  }

  function settle(place, focused) {
    for (const one of document.querySelectorAll(".at")) one.classList.remove("at");
    place.classList.add("at");
    place.scrollIntoView();
    focused.focus({ preventScroll: true });
    state = { ...state, at: place.id };
    history.replaceState(history.state, "", written());
  }

  function placeLeft() {
    return (history.state && history.state.top) || 0;
  }

  // An address may be typed by hand, or be that of another review.
  function known(told) {
    const given = new URLSearchParams(told);
    const offered = (name) => {
      if (name === "party") return [...document.querySelectorAll("#parties button")].map((one) => one.dataset.party);
      return Object.hasOwn(inputs, name) && name !== "q" ? [...inputs[name].options].map((one) => one.value) : null;
    };
    const isKnown = (name) => given.get(name) && (offered(name)?.includes(given.get(name)) ?? true);
    return Object.fromEntries(names.filter(isKnown).map((name) => [name, given.get(name)]));
  }

  function read() {
    const [name, ...others] = location.hash.slice(1).split("&");
    const more = known(others.join("&"));
    const isPlace = /^(?:[tqf]\d+(-\d+)?|Q\d+)$/.test(name);
    // A link inside of the page names a place alone.
    if (isPlace && others.length) state = { ...more, view: state.view };
    if (isPlace && (name[0] === "Q" ? point(name) : reveal(name))) return;
    const isView = views.some((view) => view.id === name);
    state = { ...more, view: isView ? name : views[0].id };
    show();
    scrollTo(0, placeLeft());
  }

  // A hyphen inside a word means nothing in either; at the start of a line or a word it may.
  const signs = {
    markdown: [/^-|[\\`*_{}[\]<>()#+!|~@]/g, "- "],
    wiki: [/(?<!\w)-|-(?!\w)|[\\{}[\]|*_+^~!#@]|\?(?=\?)/g, "* "],
  };

  // As many as are shown, in their order: who reads the copy shall miss none.
  function askedOf(ticket, as) {
    const [sign, bullet] = signs[as];
    const request = ticket.querySelector(".request > span")?.textContent || "";
    const asked = [...ticket.querySelectorAll(".questions > li")].map((one) => one.firstChild.textContent.trim());
    const plain = (text) => text.trim().replace(sign, "\\$&");
    const key = ticket.querySelector(".key");
    const head = `${plain(key.textContent)} ${plain(key.nextSibling.textContent)}`;
    const questions = asked.map((one) => `${bullet}${plain(one)}`).join("\n");
    return `${[head, plain(request), questions].filter(Boolean).join("\n\n")}\n`;
  }

  const markups = { markdown: "Markdown", wiki: "Jira wiki" };
  let copied = 0;

  async function copy(text, button, words) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    tellCopied(button, words);
  }

  function copyAsked(ticket, as, button) {
    copy(askedOf(ticket, as), button, "Copied for the ticket");
  }

  function tellCopied(button, words) {
    clearTimeout(copied);
    nameButtons();
    byId("told").textContent = words;
    if (button) button.textContent = "Copied";
    copied = setTimeout(() => {
      nameButtons();
      byId("told").textContent = "";
    }, 1500);
  }

  function nameButtons() {
    for (const one of document.querySelectorAll(".copy button")) one.textContent = markups[one.dataset.as];
  }

  function copyLine() {
    const line = document.createElement("p");
    line.className = "copy";
    line.append("Copy what it is asked as");
    for (const [as, name] of Object.entries(markups)) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.as = as;
      button.textContent = name;
      line.append(" ", button);
    }
    return line;
  }

  function tell(event) {
    const mark = event.target.closest("a.m, a[href^='#Q']");
    const place = mark && !mark.title && byId(mark.getAttribute("href").slice(1));
    if (place) mark.title = (place.querySelector(":scope > span") || place).textContent.trim();
  }

  function step(by) {
    const onAgenda = state.view === "agenda";
    if (!onAgenda && state.view !== "all") change({ view: "all" });
    const all = onAgenda ? [...document.querySelectorAll(".agenda > li:not([hidden])")] : wanted();
    const now = all.findIndex((ticket) => ticket.contains(document.activeElement));
    const next = all[Math.min(Math.max(now + by, 0), all.length - 1)];
    if (next) next.querySelector("summary, a").focus();
  }

  function chosen() {
    const now = document.activeElement;
    const item = now.closest(".agenda > li");
    return item ? byId(item.querySelector("a").hash.slice(1)) : now.closest("details.ticket");
  }

  function open(ticket) {
    const link = document.activeElement.closest(".agenda > li")?.querySelector("a");
    if (link) link.click();
    else ticket.open = !ticket.open;
  }

  let before = null;

  function leaveKeys() {
    byId("keys").blur();
    before?.focus({ preventScroll: true });
  }

  const keys = {
    "/": () => { change({ view: "all" }); inputs.q.focus(); },
    j: () => step(1),
    k: () => step(-1),
    o: (ticket) => { if (ticket) open(ticket); },
    c: (ticket) => {
      if (ticket) complete(ticket);
      if (ticket && ticket.querySelector(".questions, .request")) copyAsked(ticket, "markdown");
      else if (ticket) tellCopied(null, "Nothing is asked of it");
    },
    "?": () => { before = document.activeElement; byId("keys").focus({ preventScroll: true }); },
    Escape: () => { if (document.activeElement === byId("keys")) leaveKeys(); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      if (event.key !== "Escape") return;
      if (event.target === inputs.q && inputs.q.value) change({ q: "" });
      else event.target.blur();
      return;
    }
    const view = /^[1-9]$/.test(event.key) && links[Number(event.key) - 1];
    if (view) change({ view: view.getAttribute("href").slice(1) });
    else if (!Object.hasOwn(keys, event.key)) return;
    else keys[event.key](chosen());
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("a[href^='#']")) history.replaceState({ top: scrollY }, "");
    const button = event.target.closest(".copy button");
    const ticket = event.target.closest("details.ticket");
    if (button && ticket) copyAsked(ticket, button.dataset.as, button);
    else if (button) copy(rest.agenda, button, "Copied the agenda");
    const party = event.target.closest("button[data-party]");
    if (party) change({ party: state.party === party.dataset.party ? "" : party.dataset.party });
    const link = event.target.closest("a[data-rule], a[data-epic], a[data-component]");
    if (!link) return;
    event.preventDefault();
    const { rule, epic, component } = link.dataset;
    change({ view: "all", rule, epic, component });
    scrollTo(0, 0);
  });

  inputs.q.addEventListener("input", () => {
    clearTimeout(typing);
    // What is typed counts at once, whatever else is chosen before it is searched.
    state = { ...state, q: inputs.q.value };
    if (tickets.length > few) typing = setTimeout(() => change({}), 200);
    else change({});
  });
  for (const name of ["level", "kind", "sort"]) {
    inputs[name].addEventListener("change", () => change({ [name]: inputs[name].value }));
  }
  byId("clear").addEventListener("click", () => {
    state = { view: state.view };
    change({});
  });
  document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
  for (const part of document.querySelectorAll(".filters, #keys, #parties")) part.hidden = false;
  for (const moved of ["mouseover", "focusin"]) document.querySelector("main").addEventListener(moved, tell);
  list.addEventListener("toggle", (event) => prepare(event.target), true);
  addEventListener("hashchange", read);
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = tickets.filter((ticket) => !ticket.open && !ticket.hidden);
    for (const ticket of opened) {
      ticket.open = true;
      complete(ticket);
    }
  });
  addEventListener("afterprint", () => {
    for (const ticket of opened) ticket.open = false;
  });
  addEventListener("load", () => { if (!document.querySelector(":target.ticket, li:target")) scrollTo(0, placeLeft()); });
  read();
  unpack();
})();
