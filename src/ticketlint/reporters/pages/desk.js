"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const names = ["title", "text", "type", "markup"];
  const answer = byId("answer");
  const status = byId("status");
  const fill = byId("fill");
  // Long enough that a word is finished, short enough that the answer follows the hand.
  const pause = 250;
  let timer = 0;
  let asked = 0;
  let skeleton = "";

  function ticket() {
    return Object.fromEntries(names.map((name) => [name, byId(name).value]));
  }

  function nameOf(box) {
    return box.parentElement.textContent.trim();
  }

  function show(told) {
    const page = new DOMParser().parseFromString(told.html, "text/html");
    const done = new Set([...answer.querySelectorAll(":checked")].map(nameOf));
    answer.replaceChildren(...page.body.childNodes);
    for (const box of answer.querySelectorAll(".checklist input")) box.checked = done.has(nameOf(box));
    answer.classList.remove("old");
    skeleton = told.skeleton;
    fill.hidden = !skeleton;
    const level = answer.querySelector(".standing em").textContent;
    status.textContent = told.score === null ? "No score" : `${level}, ${told.score} of 100`;
  }

  async function ask() {
    const now = ticket();
    asked += 1;
    const number = asked;
    if (!now.title.trim() && !now.text.trim()) {
      answer.replaceChildren();
      fill.hidden = true;
      status.textContent = "Write or paste a ticket on the left.";
      return;
    }
    try {
      const response = await fetch("/check", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(now),
      });
      if (number !== asked) return;
      if (response.ok) show(await response.json());
      else status.textContent = await response.text();
    } catch {
      status.textContent = "The server has ended; start it again.";
    }
  }

  function later() {
    answer.classList.add("old");
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  }

  for (const name of names) byId(name).addEventListener("input", later);
  byId("form").addEventListener("submit", (event) => event.preventDefault());
  fill.addEventListener("click", () => {
    const text = byId("text");
    text.value = `${text.value.trimEnd()}\n\n${skeleton}`.trimStart();
    // It has the parts now; an answer that is on its way knows nothing of them.
    skeleton = "";
    fill.hidden = true;
    asked += 1;
    text.focus();
    later();
  });
  answer.addEventListener("mouseover", (event) => {
    const mark = event.target.closest("a.m");
    const place = mark && !mark.title && byId(mark.getAttribute("href").slice(1));
    if (place) mark.title = place.textContent.trim();
  });
})();
