// report.html is whole without this. It adds what needs a hand: filters and sorting, keys,
// copying, decisions. What it knows of a finding stands in the markup; texts of documents
// reach the page through textContent only.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const main = document.querySelector("main");
  const text = (element) => element?.textContent.trim() ?? "";
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // ---- what there is ----

  // "the Director of BDT, in collaboration with ..." is addressed to the Director of BDT.
  function addressees(article) {
    const names = all(".addressee", article).map((span) =>
      text(span).split(",")[0].replace(/^the /i, ""));
    return new Set(names.map((name) => name || "none: the provision itself"));
  }

  // What is read from the markup when it is first asked for: a page of thousands of findings
  // is then ready long before it is read.
  const parts = {
    title: (article) => text(article.querySelector("h3 span")),
    present: (article) => all(".presence div:not(.soft)", article)
      .map((div) => [text(div.querySelector("dt")), all("a", div).map(text)]),
    bodies: (_, finding) => finding.present.map(([body]) => body),
    resolutions: (_, finding) => finding.present.flatMap(([, names]) => names),
    relation: (article) => article.dataset.relation,
    advice: (article) => article.dataset.advice,
    saved: (article) => Number(article.dataset.saved),
    repeated: (article) => Number(article.dataset.repeated),
    score: (article) => Number(article.dataset.score),
    addressees,
    reference: (article) => text(article.querySelector(".reference q")),
    // What the words that are searched for may stand in.
    searched: (article, finding) => fold([finding.title, ...all(
      ".subject, .presence dd, .why, .reference q, .where, .text, .lost", article,
    ).map((part) => part.textContent)].join(" ")),
  };

  const is_decided = (finding) => finding.decision !== "open" || finding.note !== "";

  class Finding {
    constructor(article, row, rank) {
      const data = article.dataset;
      this.article = article;
      this.row = row;
      this.rank = rank;
      this.key = data.key;
      this.digest = data.digest;
      this.decided = data.decided ?? data.digest;
      this.decision = data.decision ?? "open";
      this.note = data.decision ? text(article.querySelector(".noted span")) : "";
      this.marked = is_decided(this); // as the markup has it
      this.prepared = false;
    }
  }
  for (const [name, read] of Object.entries(parts))
    Object.defineProperty(Finding.prototype, name, {
      get() {
        const value = read(this.article, this);
        Object.defineProperty(this, name, { value });
        return value;
      },
    });

  const rows = document.querySelector(".candidates")?.tBodies[0].rows;
  const findings = [...byId("findings").children]
    .filter((element) => element.classList.contains("finding"))
    .map((article, rank) => new Finding(article, rows[rank], rank));
  const large = main.classList.contains("large");
  // Decided on in another state: for another look.
  const has_changed = (finding) => is_decided(finding) && finding.decided !== finding.digest;
  const ofId = new Map(findings.map((finding) => [finding.article.id, finding]));
  const ofKey = new Map(findings.map((finding) => [finding.key, finding]));

  // Together: to go through a large page costs more than what is done with what is found.
  const pictures = [];
  const entries = [];
  for (const element of all("[data-script], .scriptless, [data-entry], #map, #graph svg, #cited > svg")) {
    if (element.matches("svg")) pictures.push(element);
    else if (element.matches("[data-entry]")) entries.push(element);
    else element.hidden = element.matches(".scriptless");
  }

  // ---- filters and sorting ----

  const fold = (s) =>
    s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/gu, " ").trim();

  const decisions = { accept: "accepted", reject: "rejected", open: "open" };
  const choices = {
    "q-body": (f, value) => f.bodies.includes(value),
    "q-other": (f, value) => f.bodies.includes(value),
    "q-resolution": (f, value) => f.resolutions.includes(value),
    "q-relation": (f, value) => f.relation === value,
    "q-advice": (f, value) => f.advice === value,
    "q-addressee": (f, value) => f.addressees.has(value),
    "q-decision": (f, value) => (value === "changed" ? has_changed(f) : f.decision === value),
  };
  const orders = {
    rank: (a, b) => a.rank - b.rank,
    saved: (a, b) => b.saved - a.saved || a.rank - b.rank,
    repeated: (a, b) => b.repeated - a.repeated || a.rank - b.rank,
    score: (a, b) => b.score - a.score || a.rank - b.rank,
    members: (a, b) => b.resolutions.length - a.resolutions.length || a.rank - b.rank,
    names: (a, b) =>
      a.resolutions[0].localeCompare(b.resolutions[0], "en", { numeric: true }) ||
      a.rank - b.rank,
  };
  let shown = findings;

  function fill(id, values, name = (value) => value) {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const sorted = [...counts].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
    byId(id).append(...sorted.map(([value, n]) => new Option(`${name(value)} (${n})`, value)));
  }

  const words = (n, one) => `${n.toLocaleString("en")} ${one}${n === 1 ? "" : "s"}`;

  function passes(finding, wanted) {
    return wanted.every(([id, value]) => choices[id](finding, value));
  }

  // The findings follow their table: in a large page once the table is painted, so that the
  // next letter of a search does not wait for them.
  let following = 0;
  let placed = findings;
  function follow() {
    clearTimeout(following);
    following = 0;
    for (const finding of findings)
      if (finding.article.hidden !== finding.row.hidden) finding.article.hidden = finding.row.hidden;
    if (placed !== order) byId("findings").append(...order.map((finding) => finding.article));
    placed = order;
  }
  function follow_soon() {
    if (!large) {
      follow();
      return;
    }
    clearTimeout(following);
    following = setTimeout(follow, 150);
  }

  let order = findings;
  function filter() {
    const wanted = Object.keys(choices).map((id) => [id, byId(id).value])
      .filter(([, value]) => value);
    const terms = fold(byId("q-text").value).split(" ").filter(Boolean);
    const least = Number(byId("q-saved").value);
    const both = byId("q-body").value;
    const twice = both && both === byId("q-other").value;
    shown = [];
    for (const finding of order) {
      const passed = finding.saved >= least && passes(finding, wanted) &&
        (!twice || finding.resolutions.filter((r) => r.startsWith(`${both}-`)).length > 1) &&
        terms.every((term) => finding.searched.includes(term));
      if (finding.row.hidden === passed) finding.row.hidden = !passed;
      if (passed) shown.push(finding);
    }
    follow_soon();
    const saved = shown.reduce((sum, finding) => sum + finding.saved, 0);
    byId("shown").textContent = shown.length === findings.length
      ? `All ${words(findings.length, "finding")} shown.`
      : `${shown.length} of ${words(findings.length, "finding")} shown, ` +
        `${words(saved, "word")} could be saved.`;
    byId("q-reset").disabled = !(wanted.length || terms.length || least);
  }

  function sort() {
    const by = byId("q-sort").value;
    order = [...findings].sort(orders[by]);
    const table = document.querySelector(".candidates tbody");
    table.append(...order.map((finding) => finding.row));
    for (const button of all(".candidates thead button")) {
      const on = button.dataset.by === by;
      const th = button.closest("th");
      if (on) th.setAttribute("aria-sort", by === "rank" || by === "names" ? "ascending" : "descending");
      else th.removeAttribute("aria-sort");
    }
    filter();
  }

  function reset() {
    for (const id of [...Object.keys(choices), "q-text", "q-saved"]) byId(id).value = "";
    filter();
  }

  let filled = false;
  function fill_choices() {
    if (filled) return;
    filled = true;
    fill("q-body", findings.flatMap((f) => f.bodies));
    fill("q-other", findings.flatMap((f) => f.bodies));
    fill("q-resolution", findings.flatMap((f) => f.resolutions));
    fill("q-relation", findings.map((f) => f.relation));
    fill("q-advice", findings.map((f) => f.advice));
    fill("q-addressee", findings.flatMap((f) => [...f.addressees]));
  }

  // Reads the findings in slices, so that the page answers in between and the first filter
  // finds all read.
  function read_ahead(from) {
    const end = performance.now() + 8;
    let at = from;
    while (at < findings.length && performance.now() < end) {
      const { bodies, resolutions, addressees: names, searched } = findings[at++];
      void [bodies, resolutions, names, searched];
    }
    if (at < findings.length) setTimeout(read_ahead, 0, at);
    else fill_choices();
  }

  function start_filters() {
    byId("q-decision").append(
      ...Object.entries(decisions).map(([value, name]) => new Option(name, value)),
      new Option("changed since", "changed"));
    if (large) {
      document.querySelector(".tools").addEventListener("toggle", fill_choices);
      setTimeout(read_ahead, 0, 0);
    } else {
      fill_choices();
    }
    for (const id of [...Object.keys(choices), "q-text", "q-saved"])
      byId(id).addEventListener("input", filter);
    byId("q-sort").addEventListener("input", sort);
    byId("q-reset").addEventListener("click", reset);
    // Columns that can be sorted by become buttons.
    const heads = all(".candidates thead th");
    for (const [at, by] of [[0, "rank"], [2, "names"], [6, "saved"]]) {
      const button = make("button", { type: "button" }, ...heads[at].childNodes);
      button.dataset.by = by;
      button.addEventListener("click", () => {
        byId("q-sort").value = by;
        sort();
      });
      heads[at].append(button);
    }
    heads[0].setAttribute("aria-sort", "ascending");
  }

  // ---- where one is ----

  // A link may lead to a finding that is filtered out: then all are shown again.
  function arrive() {
    const id = decodeURIComponent(location.hash.slice(1));
    const finding = ofId.get(id);
    if (finding?.article.hidden) {
      reset();
      follow();
      finding.article.scrollIntoView();
    }
    // Or into something folded away.
    const folded = byId(id)?.closest("details:not([open])");
    if (folded) {
      folded.open = true;
      byId(id).scrollIntoView();
    }
  }

  function current() {
    const here = document.activeElement?.closest?.(".finding");
    const id = here?.id ?? decodeURIComponent(location.hash.slice(1));
    return shown.findIndex((finding) => finding.article.id === id);
  }

  function go(step) {
    const at = current();
    const to = at < 0 ? shown[step > 0 ? 0 : shown.length - 1] : shown[at + step];
    if (!to) return;
    if (following) follow();
    location.hash = to.article.id;
    to.article.querySelector("h3 a").focus({ preventScroll: true });
  }

  // The links below a finding lead along what is shown, in the order it is shown in.
  byId("findings")?.addEventListener("click", (event) => {
    const link = event.target.closest("a[rel=prev], a[rel=next]");
    if (!link) return;
    event.preventDefault();
    link.closest(".finding").querySelector("h3 a").focus({ preventScroll: true });
    go(link.rel === "next" ? 1 : -1);
  });

  // ---- copying: with italics where the clipboard takes them, else as plain text ----

  function copy(element, button) {
    const done = () => {
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    };
    const select = () => {
      const range = document.createRange();
      range.selectNodeContents(element);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      if (document.execCommand("copy")) done();
    };
    if (!navigator.clipboard || !window.ClipboardItem) {
      select();
      return;
    }
    const blob = (type, content) => new Blob([content], { type });
    navigator.clipboard.write([new ClipboardItem({
      "text/plain": blob("text/plain", element.textContent),
      "text/html": blob("text/html", element.innerHTML),
    })]).then(done, select);
  }

  function add_copy(reference) {
    const button = make("button", { type: "button", className: "copy" }, "Copy");
    button.addEventListener("click", () => copy(reference.querySelector("q"), button));
    reference.append(" ", button);
  }

  // ---- decisions ----

  const store = `reprise decisions ${main.dataset.report}`;
  // Decisions on findings that this report does not have.
  let others = entries.map((item) => JSON.parse(item.dataset.entry));

  function tell(message) {
    byId("told").textContent = message;
  }

  function as_file() {
    const mine = findings.filter(is_decided).map((finding) => ({
      finding: finding.key,
      digest: finding.decided,
      decision: finding.decision,
      note: finding.note,
      title: finding.title,
      members: all("[data-clause]", finding.article).map((member) => ({
        clause: member.dataset.clause,
        resolution: text(member.querySelector("h4 .to")),
        digest: member.dataset.digest,
        text: member.querySelector(".text").textContent,
      })),
    }));
    return {
      format: "reprise-decisions",
      version: 1,
      decisions: [...mine, ...others],
    };
  }

  // Throws an Error that says what is wrong with a file.
  function take(file) {
    if (file?.format !== "reprise-decisions" || !Array.isArray(file.decisions))
      throw new Error("this is no file of decisions");
    if (!(file.version <= 1))
      throw new Error(`version ${file.version} of the format is newer than this page`);
    for (const entry of file.decisions) {
      if (typeof entry?.finding !== "string" || !Object.hasOwn(decisions, entry.decision))
        throw new Error(`no decision: ${JSON.stringify(entry).slice(0, 80)}`);
    }
    let taken = 0;
    for (const entry of file.decisions) {
      const finding = ofKey.get(entry.finding);
      if (finding) {
        taken++;
        finding.decision = entry.decision;
        finding.note = String(entry.note ?? "");
        finding.decided = String(entry.digest ?? finding.digest);
      } else {
        others = others.filter((other) => other.finding !== entry.finding);
        others.push(entry);
      }
    }
    return [taken, file.decisions.length - taken];
  }

  function keep() {
    try {
      localStorage.setItem(store, JSON.stringify(as_file()));
    } catch {
      tell("This browser does not keep decisions: save them to a file before you leave.");
    }
  }

  const signs = { accept: "\u2713\u00a0accepted", reject: "\u2717\u00a0rejected", open: "open" };
  const sign = (finding) =>
    signs[finding.decision] + (has_changed(finding) ? ", changed since" : "");

  function mark(finding) {
    finding.marked = true;
    let noted = finding.article.querySelector(".noted");
    if (!noted && finding.note) {
      noted = make("p", { className: "noted" }, "Note: ", make("span", { dir: "auto" }));
      finding.article.querySelector(".why").before(noted);
    }
    if (noted) {
      noted.querySelector("span").textContent = finding.note;
      noted.hidden = finding.note === "";
    }
    for (const place of [finding.row.querySelector("[data-is=Recommended]"),
      finding.article.querySelector(".verdict")]) {
      let span = place.querySelector(".decision");
      if (!span && !is_decided(finding)) continue;
      if (!span) {
        span = make("span", { className: "decision" });
        place.append(" ", span);
      }
      span.textContent = is_decided(finding)
        ? sign(finding) + (finding.note ? ", with a note" : "") : "";
      span.dataset.decision = finding.decision;
    }
  }

  function put_in_box(finding) {
    for (const radio of all(".decide input", finding.article))
      radio.checked = radio.value === finding.decision;
    finding.article.querySelector(".decide textarea").value = finding.note;
  }

  function cell(name, content, className = "") {
    const td = make("td", { className },
      make("span", { dir: "auto" }, ...[content].flat()));
    td.dataset.is = name;
    return td;
  }

  function summarise() {
    const list = findings.filter(is_decided);
    const count = (decision) => list.filter((f) => f.decision === decision).length;
    const saved = list.filter((f) => f.decision === "accept")
      .reduce((sum, f) => sum + f.saved, 0);
    byId("decided").textContent = list.length === 0 ? "No finding is decided yet."
      : `${count("accept")} accepted, saving ${words(saved, "word")}; ` +
        `${count("reject")} rejected; ${findings.length - count("accept") - count("reject")} ` +
        `of ${words(findings.length, "finding")} open.`;
    const table = document.querySelector("table.decisions");
    table.hidden = list.length === 0;
    table.tBodies[0].replaceChildren(...list.map((finding) => {
      const link = make("a", { href: `#${finding.article.id}`, dir: "auto" }, finding.title);
      return make("tr", {},
        cell("No.", String(finding.rank + 1), "n"),
        make("th", { scope: "row" }, link, ...(finding.reference
          ? [make("small", { className: "soft" }, `instead: ${finding.reference}`)] : [])),
        cell("Resolutions", finding.resolutions.flatMap((r, i) =>
          [i ? ", " : "", make("bdi", {}, r)])),
        cell("Recommended", finding.advice),
        cell("Words saved", finding.saved.toLocaleString("en"), "n"),
        cell("Decision", sign(finding)),
        cell("Note", finding.note));
    }));
    byId("save").disabled = byId("print").disabled = list.length + others.length === 0;
  }

  let waiting = 0;
  function decided(finding) {
    finding.decided = finding.digest;
    mark(finding);
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      waiting = 0;
      keep();
      summarise();
    }, 150);
  }

  function add_box(finding) {
    const box = byId("decide").content.cloneNode(true);
    box.querySelector("legend").textContent = `Decision on finding ${finding.rank + 1}`;
    for (const radio of all("input", box)) {
      radio.name = `d-${finding.article.id}`;
      radio.addEventListener("change", () => {
        finding.decision = radio.value;
        decided(finding);
      });
    }
    const note = box.querySelector("textarea");
    note.addEventListener("input", () => {
      finding.note = note.value.trim();
      decided(finding);
    });
    finding.article.querySelector(".around").before(box);
  }

  // What a finding has that needs a hand: in a large page, when it comes near.
  function prepare(finding) {
    if (finding.prepared) return;
    finding.prepared = true;
    const reference = finding.article.querySelector(".reference");
    if (reference) add_copy(reference);
    add_box(finding);
    put_in_box(finding);
  }

  function prepare_when_near() {
    const near = new IntersectionObserver((changes) => {
      for (const { isIntersecting, target } of changes) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        prepare(ofId.get(target.id));
      }
    }, { rootMargin: "100%" });
    for (const finding of findings) near.observe(finding.article);
  }

  function save() {
    const url = URL.createObjectURL(new Blob([`${JSON.stringify(as_file(), null, 1)}\n`],
      { type: "application/json" }));
    make("a", { href: url, download: "decisions.json" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
    tell("Saved as decisions.json, where this browser puts its downloads.");
  }

  async function load() {
    const [file] = byId("file").files;
    byId("file").value = "";
    if (!file) return;
    try {
      let parsed;
      try {
        parsed = JSON.parse(await file.text());
      } catch {
        throw new Error("this is no JSON");
      }
      const [taken, left] = take(parsed);
      show_decisions();
      keep();
      tell(`${file.name}: ${words(taken, "decision")} taken` +
        (left ? `, ${left} on findings that this report does not have are kept.` : "."));
    } catch (error) {
      tell(`${file.name}: ${error.message}; nothing was changed.`);
    }
  }

  function show_decisions() {
    for (const finding of findings) {
      if (is_decided(finding) || finding.marked) mark(finding);
      if (finding.prepared) put_in_box(finding);
    }
    summarise();
    filter();
  }

  function start_decisions() {
    if (large) prepare_when_near();
    else findings.forEach(prepare);
    try {
      const kept = JSON.parse(localStorage.getItem(store));
      if (kept) {
        // It has all that was decided: what the run was given and it has not was taken back.
        for (const finding of findings) {
          finding.decision = "open";
          finding.note = "";
        }
        take(kept);
      }
    } catch {
      tell("What this browser had kept could not be read; decisions begin anew.");
    }
    byId("save").addEventListener("click", save);
    byId("load").addEventListener("click", () => byId("file").click());
    byId("file").addEventListener("change", load);
    byId("print").addEventListener("click", () => {
      document.body.classList.add("decisions-only");
      print();
      document.body.classList.remove("decisions-only");
    });
    addEventListener("pagehide", () => {
      if (waiting) keep();
    });
    show_decisions();
  }

  // ---- printing: what is folded away is shown ----

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:is(.numbers, .beside, .terms, .all):not([open])");
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
  });

  // ---- keys ----

  const of_finding = {
    a: (article) => article.querySelector(".decide [value=accept]").click(),
    r: (article) => article.querySelector(".decide [value=reject]").click(),
    o: (article) => article.querySelector(".decide [value=open]").click(),
    c: (article) => article.querySelector(".copy")?.click(),
    m: (article) => article.querySelector(".decide textarea").focus(),
  };
  const anywhere = {
    n: () => go(1),
    p: () => go(-1),
    t: () => {
      location.hash = "candidates";
    },
    "/": () => {
      document.querySelector(".tools").open = true;
      byId("q-text").focus();
    },
  };

  // The picture's link that lies nearest in the direction of the arrow.
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function go_in_picture(picture, from, [dx, dy]) {
    const middle = (link) => {
      const box = link.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    };
    const [x, y] = middle(from);
    let nearest = null;
    let least = Infinity;
    for (const link of all("a", picture)) {
      const [to_x, to_y] = middle(link);
      const along = (to_x - x) * dx + (to_y - y) * dy;
      const across = Math.abs((to_x - x) * dy) + Math.abs((to_y - y) * dx);
      if (along > 1 && along + 3 * across < least) {
        least = along + 3 * across;
        nearest = link;
      }
    }
    nearest?.focus();
  }

  function on_key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const picture = event.target.closest?.("svg");
    if (picture && arrows[event.key]) {
      go_in_picture(picture, event.target.closest("a"), arrows[event.key]);
      event.preventDefault();
      return;
    }
    // Escape leaves a field: the keys work again.
    if (event.key === "Escape" && event.target.matches?.("textarea, input[type=search]")) {
      const heading = event.target.closest(".finding")?.querySelector("h3 a");
      if (heading) heading.focus();
      else event.target.blur();
      return;
    }
    if (event.target.closest?.("input:not([type=radio]):not([type=checkbox]), textarea, select"))
      return;
    if (!byId("keys").checked) return;
    const at = current();
    const action = anywhere[event.key] ?? (at >= 0 && of_finding[event.key] && (() => {
      prepare(shown[at]);
      of_finding[event.key](shown[at].article);
    }));
    if (!action) return;
    action();
    event.preventDefault();
  }

  function start_keys() {
    const box = byId("keys");
    try {
      box.checked = localStorage.getItem("reprise keys") !== "off";
    } catch {
      // Then they are on.
    }
    box.addEventListener("change", () => {
      try {
        localStorage.setItem("reprise keys", box.checked ? "on" : "off");
      } catch {
        // Then it holds for this visit.
      }
    });
    document.addEventListener("keydown", on_key);
    // One stop for Tab in each picture; arrows go on from there.
    for (const picture of pictures)
      for (const [i, link] of all("a", picture).entries()) {
        if (i) link.setAttribute("tabindex", "-1");
        link.addEventListener("focus", () => {
          for (const other of all("a[tabindex='0'], a:not([tabindex])", picture))
            other.setAttribute("tabindex", "-1");
          link.setAttribute("tabindex", "0");
        });
      }
  }

  if (findings.length) {
    start_filters();
    start_decisions();
    start_keys();
  }
  addEventListener("hashchange", arrive);
  arrive();
})();
