// The page of an audit is whole without this. It adds filters; texts of documents reach the
// page through textContent only.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const fold = (s) =>
    s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/gu, " ").trim();

  const item = (element) => ({
    element,
    kind: element.dataset.kind ?? "",
    evidence: element.dataset.evidence ?? "",
    resolutions: element.dataset.resolutions.split(" ").filter(Boolean),
    searched: null,
  });
  const remarks = all(".remark").map(item);
  const links = all(".rows li").map(item);
  const rows = all(".rows tbody tr");

  const body_of = (resolution) => resolution.split("-")[0];
  const choices = {
    "q-kind": (i, value) => i.kind === value,
    "q-evidence": (i, value) => i.evidence === value,
    "q-body": (i, value) => i.resolutions.some((r) => body_of(r) === value),
    "q-resolution": (i, value) => i.resolutions.includes(value),
  };

  function fill(id, values) {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const sorted = [...counts].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
    byId(id).append(...sorted.map(([value, n]) => new Option(`${value} (${n})`, value)));
  }

  // Rows have no kind and are not searched: they answer to the other choices.
  function filter() {
    const wanted = Object.keys(choices).map((id) => [id, byId(id).value])
      .filter(([, value]) => value);
    const of_links = wanted.filter(([id]) => id !== "q-kind");
    const terms = fold(byId("q-text").value).split(" ").filter(Boolean);
    const passes = (i, list) => list.every(([id, value]) => choices[id](i, value));
    let shown = 0;
    for (const remark of remarks) {
      if (terms.length) remark.searched ??= fold(remark.element.textContent);
      const passed = passes(remark, wanted) &&
        terms.every((term) => remark.searched.includes(term));
      remark.element.hidden = !passed;
      shown += passed;
    }
    for (const link of links) link.element.hidden = !passes(link, of_links);
    for (const row of rows) row.hidden = !all("li", row).some((li) => !li.hidden);
    const links_shown = links.filter((link) => !link.element.hidden).length;
    byId("shown").textContent = wanted.length || terms.length
      ? `${shown} of ${remarks.length} remarks shown; ${links_shown} of ${links.length} ` +
        "links of the table below."
      : `All ${remarks.length} remarks shown.`;
    byId("q-reset").disabled = !(wanted.length || terms.length);
  }

  function reset() {
    for (const id of [...Object.keys(choices), "q-text"]) byId(id).value = "";
    filter();
  }

  // A link may lead to a remark that is filtered out: then all are shown again.
  function arrive() {
    const at = byId(decodeURIComponent(location.hash.slice(1)));
    if (at?.hidden) {
      reset();
      at.scrollIntoView();
    }
  }

  if (!remarks.length) return;
  for (const element of all("[data-script]")) element.hidden = false;
  fill("q-kind", remarks.map((remark) => remark.kind));
  fill("q-evidence", remarks.map((remark) => remark.evidence).filter(Boolean));
  fill("q-body", remarks.flatMap((remark) => [...new Set(remark.resolutions.map(body_of))]));
  fill("q-resolution", remarks.flatMap((remark) => remark.resolutions));
  for (const id of Object.keys(choices)) byId(id).addEventListener("change", filter);
  byId("q-text").addEventListener("input", filter);
  byId("q-reset").addEventListener("click", reset);
  addEventListener("hashchange", arrive);
  filter();
  arrive();
})();
