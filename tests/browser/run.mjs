// report.html as its reader meets it: headless Chromium, from file://.
//
// usage: node run.mjs PROGRAM FOLDER      (tests/browser/run sets it up)
//
// Scans the sample with PROGRAM into FOLDER, drives the page, and leaves screenshots and the
// printed page there. Prints "N passed, N failed".
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "../..");
const [program, folder] = process.argv.slice(2).map((p) => path.resolve(p));
const axe = fs.readFileSync(path.join(root, "tests/browser/node_modules/axe-core/axe.min.js"), "utf8");
const url = (name) =>
  pathToFileURL(path.join(folder, name, name === "audit" ? "audit.html" : "report.html")).href;

function scan(name, ...sources) {
  fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  execFileSync(program, ["scan", "--quiet", "-o", path.join(folder, name), ...sources],
    { stdio: ["ignore", "ignore", "inherit"] });
  return JSON.parse(fs.readFileSync(path.join(folder, name, "findings.json"), "utf8"));
}

// What a document would say that means harm.
const harm = `RESOLUTION 901 (Dubai, 2018)
<script>window.harmed = 1</script><img src=x onerror="window.harmed = 2">
The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),
resolves
1 that "><svg onload=alert(1)> the <b id="findings">harbour masters' beacons</b> shall be painted &lt;green&gt; and 'yellow' by the end of every winter season, javascript:alert(2)
2 that </style></script><script>window.harmed = 3</script> pilots of the eastern estuary carry a lantern \u05e9\u05dc\u05d5\u05dd \u202eevil and a whistle\0 at all hours of the night
RESOLUTION 902 (Dubai, 2018)
" onmouseover="window.harmed = 4" x="
The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),
resolves
1 that "><svg onload=alert(1)> the <b id="findings">harbour masters' beacons</b> shall be painted &lt;green&gt; and 'yellow' by the end of every winter season, javascript:alert(2)
2 that </style></script><script>window.harmed = 3</script> pilots of the eastern estuary carry a lantern \u05e9\u05dc\u05d5\u05dd \u202eevil and a whistle\0 at all hours of the night
`;

let passed = 0;
let failed = 0;
async function test(name, body) {
  const begin = performance.now();
  try {
    await body();
    passed++;
  } catch (error) {
    failed++;
    console.log(`${name}: failed\n${error.stack}`);
  }
  if (process.env.VERBOSE) console.log(`${Math.round(performance.now() - begin)} ms  ${name}`);
}

fs.mkdirSync(folder, { recursive: true });
const report = scan("sample", path.join(root, "corpus/sample"));
const n = report.findings.length;
const map = JSON.parse(execFileSync(program,
  ["map", "--quiet", "--format", "json", path.join(root, "corpus/sample")], { encoding: "utf8" }));
// A table that says harm too, and names what is in the sample.
fs.mkdirSync(path.join(folder, "audit"), { recursive: true });
const table = path.join(folder, "table.txt");
fs.writeFileSync(table, fs.readFileSync(path.join(root, "tests/cli/table.txt"), "utf8")
  .replaceAll("School radio kits", 'School <img src=x onerror="window.harmed = 5"> "kits" </script>'));
const audit_as = (format) => execFileSync(program,
  ["audit", "--quiet", "--format", format, table, "--against", path.join(root, "corpus/sample")], { encoding: "utf8" });
fs.writeFileSync(path.join(folder, "audit/audit.html"), audit_as("html"));
const audit = JSON.parse(audit_as("json"));

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });

// A page at the report, and what it complained of or asked the network for.
async function open(name = "sample", options = {}, hash = "") {
  const { context: shared, ...rest } = options;
  const context = shared ?? await browser.newContext({ viewport: { width: 1280, height: 900 }, ...rest });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  page.heard = [];
  page.on("console", (message) => page.heard.push(message.text()));
  page.on("pageerror", (error) => page.heard.push(error.message));
  page.on("dialog", (dialog) => {
    page.heard.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== url(name) && !request.url().startsWith("blob:"))
      page.heard.push(`asks for ${request.url()}`);
  });
  await page.goto(url(name) + hash);
  return page;
}

async function close(page) {
  assert.deepEqual(page.heard, []);
  await page.context().close();
}

const visible = (page, selector) =>
  page.$$eval(selector, (list) => list.filter((e) => e.checkVisibility()).map((e) => e.id || e.querySelector("a").hash.slice(1)));
const shown = (page) => visible(page, ".finding");
const ids = (list) => list.map((f) => f.id);

await test("opens without complaint and says what was compared", async () => {
  const page = await open();
  assert.match(await page.textContent(".compared"), new RegExp(`${report.corpus.resolutions} resolutions`));
  assert.match(await page.textContent(".figures"), new RegExp(`${n}`));
  assert.equal((await shown(page)).length, n);
  assert.deepEqual(await visible(page, ".candidates tbody tr"), ids(report.findings));
  await close(page);
});

await test("shows everything without its script", async () => {
  const page = await open("sample", { javaScriptEnabled: false });
  const text = await page.textContent("main");
  for (const finding of report.findings)
    for (const member of finding.members)
      assert.ok(text.replace(/\s+/g, " ").includes(member.text.replace(/\s+/g, " ")), member.clause);
  assert.equal(await page.isVisible(".tools"), false);
  assert.equal(await page.isVisible("#save"), false);
  assert.equal(await page.isVisible(".scriptless"), true);
  await page.context().close();
});

const filters = {
  "q-body": ["WTSA", (f) => f.bodies.includes("WTSA")],
  "q-relation": ["sector-variant", (f) => f.relation === "sector-variant"],
  "q-advice": ["trim", (f) => f.recommendation === "trim"],
  "q-resolution": [report.findings[0].resolutions[0], (f) => f.resolutions.includes(report.findings[0].resolutions[0])],
};

await test("filters by each choice, in table and findings alike", async () => {
  const page = await open();
  await page.click(".tools summary");
  for (const [id, [value, wanted]] of Object.entries(filters)) {
    const want = ids(report.findings.filter(wanted));
    assert.ok(want.length > 0 && want.length < n, `${id} tells nothing apart`);
    await page.selectOption(`#${id}`, value);
    assert.deepEqual(await shown(page), want, id);
    assert.deepEqual(await visible(page, ".candidates tbody tr"), want, id);
    assert.match(await page.textContent("#shown"), new RegExp(`^${want.length} of ${n} `));
    await page.click("#q-reset");
    assert.equal((await shown(page)).length, n);
  }
  await close(page);
});

await test("filters by a pair of bodies, addressee, words saved and words of the text", async () => {
  const page = await open();
  await page.click(".tools summary");
  await page.selectOption("#q-body", "PP");
  await page.selectOption("#q-other", "RA");
  assert.deepEqual(await shown(page),
    ids(report.findings.filter((f) => f.bodies.includes("PP") && f.bodies.includes("RA"))));
  await page.selectOption("#q-other", "PP");
  assert.deepEqual(await shown(page),
    ids(report.findings.filter((f) => f.resolutions.filter((r) => r.startsWith("PP-")).length > 1)));
  await page.click("#q-reset");
  await page.fill("#q-saved", "18");
  const saving = ids(report.findings.filter((f) => f.words_saved >= 18));
  assert.ok(saving.length > 0 && saving.length < n);
  assert.deepEqual(await shown(page), saving);
  await page.click("#q-reset");
  await page.fill("#q-text", "MODEL  kit");
  const telling = report.findings.filter((f) => f.members.some((m) => /model/i.test(m.text) && /kit/i.test(m.text)));
  const found = await shown(page);
  assert.ok(telling.length > 0 && found.length < n);
  for (const finding of telling) assert.ok(found.includes(finding.id));
  await page.click("#q-reset");
  const addressee = await page.$eval("#q-addressee option:nth-child(2)", (o) => [o.value, o.text]);
  await page.selectOption("#q-addressee", addressee[0]);
  assert.equal((await shown(page)).length, Number(/\((\d+)\)$/.exec(addressee[1])[1]));
  await close(page);
});

await test("sorts table and findings, and says by what", async () => {
  const page = await open();
  const want = [...report.findings].map((f, i) => [f, i])
    .sort(([a, i], [b, k]) => b.words_saved - a.words_saved || i - k).map(([f]) => f.id);
  await page.click(".candidates thead button[data-by=saved]");
  assert.deepEqual(await shown(page), want);
  assert.deepEqual(await visible(page, ".candidates tbody tr"), want);
  assert.equal(await page.getAttribute(".candidates th:last-child", "aria-sort"), "descending");
  await page.click(".candidates thead button[data-by=rank]");
  assert.deepEqual(await shown(page), ids(report.findings));
  assert.equal(await page.getAttribute(".candidates th:last-child", "aria-sort"), null);
  await close(page);
});

await test("opens a finding by its link, also where it is filtered out", async () => {
  const page = await open("sample", {}, "#f12");
  const top = () => page.$eval("#f12", (e) => Math.abs(e.getBoundingClientRect().top));
  assert.ok(await top() < 100, `f12 stands at ${await top()}`);
  await page.evaluate(() => { location.hash = "candidates"; });
  await page.click(".tools summary");
  await page.selectOption("#q-resolution", report.findings[0].resolutions[0]);
  assert.equal(await page.isVisible("#f12"), false);
  await page.evaluate(() => { location.hash = "f12"; });
  await page.waitForSelector("#f12", { state: "visible" });
  await close(page);
});

await test("compares the members side by side, in the order of the bodies", async () => {
  const page = await open("sample", {}, "#f1");
  const boxes = await page.$$eval("#f1 .row", ([row]) =>
    [...row.querySelectorAll(".member")].map((e) => [e.querySelector("a").textContent, e.getBoundingClientRect().x, e.getBoundingClientRect().y]));
  const order = ["PP", "WTSA", "WTDC", "RA"];
  const bodies = boxes.map(([name]) => order.indexOf(name.split("-")[0]));
  assert.deepEqual(bodies, [...bodies].sort());
  assert.ok(boxes.length > 2);
  assert.ok(boxes.every(([, x, y], i) => i === 0 || (x > boxes[i - 1][1] && y === boxes[0][2])));
  assert.equal(await page.locator("#f1 .kept").count() > 0, true);
  const heads = await page.$$eval(".row .body", (list) => list.map((e) => [e.querySelector(".of").textContent,
    ...new Set([...e.querySelectorAll("h4 a")].map((a) => a.textContent.split("-")[0]))]));
  for (const [head, ...under] of heads) assert.deepEqual(under, [head]);
  assert.ok(await page.locator(".finding mark, .finding .sector").count() > 0);
  await page.click("#f1 .numbers summary");
  assert.equal(await page.locator("#f1 .numbers tbody tr").count(), report.findings[0].pairs.length);
  await close(page);
});

await test("says what differs from the wording to keep, word by word", async () => {
  const page = await open();
  const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu).join(" ");
  let same = 0;
  let other = 0;
  for (const finding of report.findings.filter((f) => f.kind === "cluster")) {
    const kept = finding.members.find((m) => m.resolution === finding.keeps);
    const said = await page.$$eval(`#${finding.id} .differs li`, (list) =>
      list.flatMap((li) => [...li.querySelectorAll("b")].map((b) => [b.textContent, li.textContent.split(": ").slice(1).join(": ")])));
    assert.deepEqual(said.map(([name]) => name).sort(), finding.members.filter((m) => m !== kept).map((m) => m.resolution).sort());
    for (const [name, sentence] of said) {
      const member = finding.members.find((m) => m.resolution === name);
      const equal = words(member.text) === words(kept.text);
      assert.equal(sentence === "the same words", equal, `${finding.id} ${name}: ${sentence}`);
      if (equal) same++;
      else other++;
    }
    // What is quoted stands in the texts.
    const text = finding.members.map((m) => m.text.replace(/\s+/g, " ")).join("\n");
    for (const quote of await page.$$eval(`#${finding.id} .differs q`, (list) => list.map((q) => q.textContent)))
      assert.ok(text.includes(quote.replace(/ \u2026$/, "").replace(/\s+/g, " ")), quote);
  }
  assert.ok(same && other);
  await close(page);
});

await test("is whole to a screen reader, at any width", async () => {
  for (const width of [360, 1280]) {
    const page = await open("sample", { viewport: { width, height: 800 } });
    const client = await page.context().newCDPSession(page);
    const { nodes } = await client.send("Accessibility.getFullAXTree");
    const roles = nodes.filter((node) => !node.ignored).map((node) => node.role.value);
    const count = (role) => roles.filter((r) => r === role).length;
    for (const role of ["banner", "main", "contentinfo", "navigation"]) assert.equal(count(role), 1, role);
    assert.equal(count("table"), await page.locator("table:visible").count());
    assert.equal(count("row"), await page.locator("table:visible tr").count());
    assert.ok(count("article") >= n && count("heading") >= n);
    await close(page);
  }
});

await test("copies the reference, with and without italics", async () => {
  const context = await browser.newContext();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await open("sample", { context }, "#f1");
  await page.click("#f1 .copy");
  await page.waitForSelector("#f1 .copy:text('Copied')");
  const got = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return [await navigator.clipboard.readText(), await (await item.getType("text/html")).text()];
  });
  assert.equal(got[0], report.findings[0].reference.replaceAll("*", ""));
  assert.match(got[1], /<em>/);
  await close(page);
});

await test("works by keyboard alone", async () => {
  const page = await open();
  const focus = () => page.evaluate(() => document.activeElement.closest(".finding")?.id ?? document.activeElement.id);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("n");
  assert.equal(await focus(), "f1");
  await page.keyboard.press("n");
  assert.equal(await focus(), "f2");
  assert.equal(await page.evaluate(() => location.hash), "#f2");
  await page.keyboard.press("p");
  assert.equal(await focus(), "f1");
  await page.keyboard.press("r");
  assert.equal(await page.isChecked("#f1 [value=reject]"), true);
  await page.keyboard.press("m");
  await page.keyboard.type("no: n and p stay here");
  assert.equal(await page.inputValue("#f1 textarea"), "no: n and p stay here");
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  assert.equal(await focus(), "f2");
  await page.keyboard.press("/");
  assert.equal(await focus(), "q-text");
  await page.keyboard.type("ship");
  assert.ok((await shown(page)).length < n);
  // Every control of the filters is reached by Tab, in the order of the page.
  const reached = [];
  for (let i = 0; i < 11; i++) {
    await page.keyboard.press("Tab");
    reached.push(await focus());
  }
  assert.deepEqual(reached.slice(0, 10), ["q-body", "q-other", "q-resolution", "q-relation", "q-advice",
    "q-addressee", "q-decision", "q-saved", "q-sort", "q-reset"]);
  await page.focus("#map a");
  const from = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await page.evaluate(() => document.activeElement.textContent), from);
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => document.querySelector(":target")));
  await page.click(".keys summary");
  await page.uncheck("#keys");
  await page.evaluate(() => { document.activeElement.blur(); location.hash = "f3"; });
  await page.keyboard.press("n");
  assert.equal(await page.evaluate(() => location.hash), "#f3");
  await close(page);
});

await test("decides, keeps over a reload, saves, and loads in another browser", async () => {
  const context = await browser.newContext({ acceptDownloads: true });
  const page = await open("sample", { context });
  assert.equal(await page.isDisabled("#save"), true);
  await page.check("#f2 [value=accept]");
  await page.check("#f3 [value=reject]");
  await page.fill("#f3 textarea", "\u201cnot <b>now</b>\u201d, says \u05d0 & B");
  await page.waitForFunction(() => document.querySelectorAll("table.decisions tbody tr").length === 2);
  await page.reload();
  assert.equal(await page.isChecked("#f2 [value=accept]"), true);
  assert.equal(await page.inputValue("#f3 textarea"), "\u201cnot <b>now</b>\u201d, says \u05d0 & B");
  assert.match(await page.textContent("#decided"), /^1 accepted, saving \d+ words?; 1 rejected; /);
  assert.match(await page.textContent(".candidates tr:has([href='#f3']) .decision"), /rejected/);
  await page.click(".tools summary");
  await page.selectOption("#q-decision", "reject");
  assert.deepEqual(await shown(page), ["f3"]);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
  const file = path.join(folder, "decisions.json");
  await download.saveAs(file);
  const saved = JSON.parse(fs.readFileSync(file, "utf8"));
  assert.equal(saved.format, "reprise-decisions");
  assert.equal(saved.version, 1);
  assert.deepEqual(saved.decisions.map((d) => [d.decision, d.note]),
    [["accept", ""], ["reject", "\u201cnot <b>now</b>\u201d, says \u05d0 & B"]]);
  for (const [i, decision] of saved.decisions.entries()) {
    const finding = report.findings[i + 1];
    assert.deepEqual([decision.finding, decision.digest, decision.title],
      [finding.key, finding.digest, finding.title]);
    assert.deepEqual(decision.members, finding.members.map(({ clause, resolution, digest, text }) =>
      ({ clause, resolution, digest, text })));
  }
  await close(page);

  // The next run reads it, and its page begins with what it says.
  const next = scan("decided", path.join(root, "corpus/sample"), "--decisions", file);
  assert.deepEqual(next.findings.filter((f) => f.decision).map((f) => [f.id, f.decision.decision]),
    [["f2", "accept"], ["f3", "reject"]]);
  const plain = await open("decided", { javaScriptEnabled: false });
  assert.match(await plain.textContent("#f3 .decision"), /rejected/);
  assert.match(await plain.textContent("table.decisions"), /not <b>now<\/b>/);
  await plain.context().close();
  const begun = await open("decided");
  assert.equal(await begun.isChecked("#f2 [value=accept]"), true);
  assert.equal(await begun.inputValue("#f3 textarea"), "\u201cnot <b>now</b>\u201d, says \u05d0 & B");
  await close(begun);

  saved.decisions.push({ finding: "00000000deadbeef", decision: "accept", note: "of another report" });
  fs.writeFileSync(file, JSON.stringify(saved));
  const other = await open("sample", { acceptDownloads: true });
  await other.setInputFiles("#file", file);
  await other.waitForFunction(() => document.getElementById("told").textContent.includes("2 decisions taken"));
  assert.match(await other.textContent("#told"), /1 on findings that this report does not have/);
  assert.equal(await other.isChecked("#f2 [value=accept]"), true);
  assert.equal(await other.isChecked("#f3 [value=reject]"), true);
  const [again] = await Promise.all([other.waitForEvent("download"), other.click("#save")]);
  await again.saveAs(file);
  assert.deepEqual(JSON.parse(fs.readFileSync(file, "utf8")).decisions.map((d) => d.finding).sort(),
    saved.decisions.map((d) => d.finding).sort());
  await close(other);
});

await test("says what changed since it was decided, and keeps decisions on what is gone", async () => {
  const old = path.join(folder, "old");
  fs.rmSync(old, { recursive: true, force: true });
  fs.cpSync(path.join(root, "corpus/sample"), old, { recursive: true });
  const members = (finding) => finding.members.map(({ clause, resolution, digest }) => ({ clause, resolution, digest }));
  const entry = (finding, decision, note) =>
    ({ finding: finding.key, digest: finding.digest, decision, note, title: finding.title, members: members(finding) });
  const gone = report.findings.findIndex((f) => f.members.some((m) => m.text.includes("vessel approaching an unfamiliar port")));
  const file = path.join(folder, "earlier.json");
  fs.writeFileSync(file, JSON.stringify({ format: "reprise-decisions", version: 1, decisions: [
    entry(report.findings[0], "accept", "\u05d0 <i>first</i>"), entry(report.findings[1], "reject", ""),
    entry(report.findings[gone], "accept", "soon")] }));
  for (const name of fs.readdirSync(old).filter((f) => f.endsWith(".txt"))) {
    const text = fs.readFileSync(path.join(old, name), "utf8");
    fs.writeFileSync(path.join(old, name), text.replaceAll("assemble and test a model kit", "assemble, test and show a model kit")
      .split("\n").filter((line) => !line.includes("a vessel approaching an unfamiliar port at night")).join("\n"));
  }
  const now = scan("changed", old, "--decisions", file, "--since", path.join(folder, "sample"));
  const at = (key) => `#${now.findings.find((f) => f.key === key).id}`;
  const [first, second] = report.findings.map((f) => f.key);
  for (const javaScriptEnabled of [false, true]) {
    const page = await open("changed", { javaScriptEnabled });
    assert.match(await page.textContent(`${at(first)} .verdict .decision`), /accepted, with a note/);
    assert.match(await page.textContent(`${at(second)} .verdict .decision`), /rejected, changed since/);
    assert.equal(await page.textContent(`${at(first)} .noted span`), "\u05d0 <i>first</i>");
    assert.match(await page.textContent(`${at(second)} ul.fate`), /reworded/);
    assert.match(await page.textContent("#decisions ul.lost"), /accepted; soon/);
    assert.match(await page.textContent("header"), /Since the earlier run: .*1 gone/);
    if (javaScriptEnabled) {
      await page.click(".tools summary");
      await page.selectOption("#q-decision", "changed");
      assert.deepEqual((await shown(page)).map((id) => `#${id}`), [at(second)]);
      await page.check(`${at(second)} [value=accept]`);
      assert.doesNotMatch(await page.textContent(`${at(second)} .verdict .decision`), /changed/);
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
      await download.saveAs(file);
      const saved = JSON.parse(fs.readFileSync(file, "utf8"));
      assert.deepEqual(saved.decisions.map((d) => d.finding).sort(),
        [first, second, report.findings[gone].key].sort());
      assert.deepEqual(saved.decisions.find((d) => d.note === "soon").members, members(report.findings[gone]));
    }
    await close(page);
  }
});

await test("refuses what is no file of decisions, and changes nothing", async () => {
  const page = await open();
  await page.check("#f2 [value=accept]");
  const bad = {
    "no JSON": "{", "no file of decisions": "[]", "newer": '{"format":"reprise-decisions","version":2,"decisions":[]}',
    "no decision": '{"format":"reprise-decisions","version":1,"decisions":[{"finding":"x","decision":"perhaps"}]}',
  };
  for (const [why, text] of Object.entries(bad)) {
    await page.setInputFiles("#file", { name: "bad.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await page.waitForFunction((w) => document.getElementById("told").textContent.includes(w), why);
    assert.match(await page.textContent("#told"), /nothing was changed/);
  }
  assert.equal(await page.isChecked("#f2 [value=accept]"), true);
  await close(page);
});

await test("text of documents does nothing but stand there", async () => {
  const source = path.join(folder, "harm", '"><img src=x onerror=alert(3)>\u202e.txt');
  fs.rmSync(path.join(folder, "harm"), { recursive: true, force: true });
  fs.mkdirSync(path.dirname(source));
  fs.writeFileSync(source, harm);
  const found = scan("harmed", source);
  assert.ok(found.findings.length > 0, "the two resolutions repeat each other");
  const page = await open("harmed");
  await page.hover(".candidates tbody th");
  await page.hover(".resolution h3 span, .finding .subject");
  assert.equal(await page.evaluate(() => window.harmed), undefined);
  assert.equal(await page.locator("body img, main script, main b[id]").count(), 0);
  assert.equal(await page.locator("svg[onload], [onmouseover], [onerror], [style]").count(), 0);
  assert.match(await page.textContent(".finding .text"), /<svg onload=alert\(1\)>|<\/style><\/script>/);
  assert.deepEqual(await page.$$eval(".text, .subject", (l) => l.map((e) => e.dir).filter((d) => d !== "auto")), []);
  assert.equal(await page.locator("#findings").evaluate((e) => e.tagName), "SECTION");
  assert.equal(await page.locator("a:not([href^='#']), a[href*=':']").count(), 0);
  // What turns the direction of text is closed in with the text that has it.
  const loose = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const list = [];
    let seen = 0;
    while (walker.nextNode()) {
      if (!/[\u202a-\u202e\u2066-\u2069]/.test(walker.currentNode.data)) continue;
      seen++;
      if (!walker.currentNode.parentElement.closest("bdi, [dir]:not(html)")) list.push(walker.currentNode.data);
    }
    return [seen, list];
  });
  assert.ok(loose[0] > 3);
  assert.deepEqual(loose[1], []);
  const text = await page.textContent("body");
  assert.ok(text.includes("a whistle at all hours") && !text.includes("\0"), "NUL is no character of a page");
  await close(page);
});

await test("its content security policy stops what would get out", async () => {
  const page = await open();
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.harmed = 1";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", '<img src="https://example.com/x.png" onerror="window.harmed = 2">');
  });
  assert.equal(await page.evaluate(() => window.harmed), undefined);
  assert.ok(page.heard.some((line) => /Content.Security.Policy/.test(line)));
  await page.context().close();
});

await test("lists subjects across the bodies, and their provisions side by side", async () => {
  const page = await open("sample", {}, "#subjects");
  const rows = await page.$$eval(".subjects tbody tr", (list) => list.map((row) =>
    [row.querySelector("th span span, th a").textContent,
      [...row.querySelectorAll("td .to")].map((link) => link.textContent)]));
  assert.deepEqual(rows.map(([label]) => label), map.groups.map((g) => g.subject));
  for (const [i, [, cells]] of rows.entries())
    assert.deepEqual(cells, map.groups[i].members.map((m) => m.resolution));
  const at = map.groups.findIndex((g) => g.provisions.length > 1);
  const id = `#s${at + 1}`;
  assert.equal(await page.$eval(id, (e) => e.open), false);
  await page.click(`.subjects a[href="${id}"]`);
  await page.waitForFunction((s) => document.querySelector(s).open, id);
  const texts = await page.$$eval(`${id} tbody tr:not(.headings)`, (list) =>
    list.map((row) => row.querySelectorAll(".text").length));
  assert.deepEqual(texts, map.groups[at].provisions.map((row) => row.length));
  const lefts = (row) => page.$$eval(`${id} ${row} > *`, (list) => list.map((e) => e.getBoundingClientRect().left));
  assert.deepEqual(await lefts("thead tr"), await lefts("tbody tr:last-child"));
  const alone = await page.$$eval(".alone li", (list) => list.map((li) => li.id.slice(2)));
  assert.deepEqual(alone, map.without_counterpart);
  await close(page);
});

await test("draws who cites whom, and has the same facts as a table", async () => {
  const page = await open("sample", {}, "#citations");
  assert.ok(map.citations.length > 5);
  const rows = await page.$$eval(".citations tbody tr", (list) => list.map((row) =>
    [row.id, ...[...row.children].slice(0, 2).map((c) => c.textContent), row.querySelector(".state").textContent]));
  assert.deepEqual(new Set(rows.map(([id, ...facts]) => `${id} ${facts.join(" ")}`)),
    new Set(map.citations.map((c, i) => `c${i + 1} ${c.from} ${c.to} ${c.state}`)));
  const drawn = await page.$$eval("#cited a[href^='#c']", (list) => list.map((a) =>
    `${a.getAttribute("href").slice(1)} ${a.querySelector("title").textContent}`));
  assert.equal(drawn.length, map.citations.length);
  for (const [i, cite] of map.citations.entries())
    assert.ok(drawn.some((d) => d.startsWith(`c${i + 1} ${cite.from} cites ${cite.to}`) && d.endsWith(cite.state)));
  // An arrow goes on from node to node, Enter to what the page says of it.
  await page.focus("#cited a");
  const from = await page.evaluate(() => document.activeElement.getAttribute("href"));
  for (const key of ["ArrowRight", "ArrowDown"]) await page.keyboard.press(key);
  assert.notEqual(await page.evaluate(() => document.activeElement.getAttribute("href")), from);
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => document.querySelector(":target")));
  // No line of a picture leaves it, no two nodes overlap.
  assert.deepEqual(await page.$$eval("#cited > svg", (list) => list.flatMap((svg) => {
    const frame = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll(".pill")].map((e) => e.getBoundingClientRect());
    const out = [...svg.querySelectorAll(".line")].map((e) => e.getBoundingClientRect())
      .filter((b) => b.left < frame.left || b.right > frame.right || b.top < frame.top || b.bottom > frame.bottom);
    const over = boxes.filter((a, i) => boxes.some((b, k) => k > i &&
      a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom));
    return [...out, ...over];
  })), []);
  await close(page);
});

await test("lists what a Sector has not taken up", async () => {
  const page = await open("sample", {}, "#gaps");
  const rows = await page.$$eval(".gaps tbody tr", (list) => list.map((row) =>
    [row.querySelector("th a").textContent, row.children[1].textContent,
      row.children[2].querySelectorAll(".text").length]));
  assert.ok(map.gaps.length > 0);
  assert.deepEqual(rows, map.gaps.map((g) => [g.resolution, g.sector, g.clauses]));
  await close(page);
});

const remarks_shown = (page) => page.$$eval(".remark", (list) =>
  list.filter((e) => e.checkVisibility()).map((e) => Number(e.id.slice(1))));

await test("an audit: each remark with its place, suggestion and evidence, ranked", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await open("audit", { javaScriptEnabled });
    const said = await page.$$eval(".remark", (list) => list.map((e) => [e.dataset.kind,
      e.querySelector("h3").textContent, e.querySelector(".said").textContent,
      e.querySelector(".do")?.textContent ?? ""]));
    assert.equal(said.length, audit.remarks.length);
    for (const [i, [kind, head, message, suggestion]] of said.entries()) {
      const remark = audit.remarks[i];
      assert.equal(kind, remark.kind);
      if (remark.line) assert.match(head, new RegExp(`line ${remark.line}\\b`));
      assert.equal(message, remark.message);
      assert.ok(suggestion.endsWith(remark.suggestion));
    }
    const links = await page.$$eval(".rows li", (list) => list.map((li) => li.textContent));
    assert.equal(links.length, audit.links.length);
    for (const link of audit.links)
      assert.ok(links.some((l) => l.startsWith(`${link.resolution} with ${link.other} ${(Math.floor(link.score * 100) / 100).toFixed(2)} by ` +
        (link.evidence === "none" ? "nothing" : link.evidence))), `${link.resolution} ${link.other}`);
    assert.equal(await page.isVisible(".tools"), javaScriptEnabled);
    assert.equal(await page.locator("main img, main script, [onerror], [style]").count(), 0);
    assert.equal(await page.evaluate(() => window.harmed), undefined);
    await close(page);
  }
});

await test("an audit: filters remarks and rows, and shows what a link leads to", async () => {
  const page = await open("audit");
  await page.click(".tools summary");
  const wanted = (is_wanted) => audit.remarks.map((r, i) => [r, i + 1]).filter(([r]) => is_wanted(r)).map(([, i]) => i);
  const kind = audit.remarks[0].kind;
  await page.selectOption("#q-kind", kind);
  const of_kind = wanted((r) => r.kind === kind);
  assert.ok(of_kind.length < audit.remarks.length);
  assert.deepEqual(await remarks_shown(page), of_kind);
  await page.click("#q-reset");
  await page.selectOption("#q-resolution", "WTSA-346");
  assert.deepEqual(await remarks_shown(page),
    wanted((r) => [r.resolution, r.other, r.alternative].includes("WTSA-346")));
  assert.deepEqual(await page.$$eval(".rows li", (list) => list.filter((li) => li.checkVisibility()).map((li) => li.textContent)
    .filter((text) => !/WTSA-346/.test(text))), []);
  await page.click("#q-reset");
  await page.fill("#q-text", "NO  equivalent");
  const found = await remarks_shown(page);
  assert.ok(found.length > 0 && found.length < audit.remarks.length);
  assert.match(await page.textContent("#shown"), new RegExp(`^${found.length} of ${audit.remarks.length} `));
  const other = audit.remarks.findIndex((r, i) => !found.includes(i + 1)) + 1;
  await page.evaluate((id) => { location.hash = id; }, `r${other}`);
  await page.waitForSelector(`#r${other}`, { state: "visible" });
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.harmed = 1";
    document.body.append(script);
  });
  assert.equal(await page.evaluate(() => window.harmed), undefined);
  assert.ok(page.heard.some((line) => /Content.Security.Policy/.test(line)));
  await page.context().close();
});

await test("an audit: fits 360 and 1920 pixels, and has no violation of WCAG 2.2 A and AA", async () => {
  for (const width of [360, 1920])
    for (const scheme of ["light", "dark"]) {
      const page = await open("audit", { viewport: { width, height: 900 }, colorScheme: scheme, bypassCSP: true });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${over} pixels too wide`);
      for (const [part, hash] of [["top", ""], ["remark", "#r1"], ["rows", "#rows"]]) {
        await page.goto(url("audit") + hash);
        await page.waitForTimeout(50);
        await page.screenshot({ path: path.join(folder, `audit-${width}-${scheme}-${part}.png`) });
      }
      await page.click(".tools summary");
      await page.evaluate(axe);
      const result = await page.evaluate(() => axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"],
      }));
      assert.deepEqual(result.violations.map((v) => `${v.id}: ${v.nodes.length}: ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary}`), []);
      await page.context().close();
    }
});

await test("an audit: prints all remarks", async () => {
  const page = await open("audit");
  await page.click(".tools summary");
  const pdf = path.join(folder, "audit.pdf");
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  const flat = (s) => s.replace(/[\s\u00ad]+/g, "");
  const printed = flat(spawnSync("pdftotext", ["-raw", pdf, "-"], { encoding: "utf8" }).stdout);
  for (const remark of audit.remarks) {
    assert.ok(printed.toLowerCase().includes(flat(remark.message).toLowerCase()), remark.message);
    assert.ok(printed.includes(flat(remark.suggestion)), remark.suggestion);
  }
  assert.ok(!printed.includes("Wordsintheremarks"));
  await close(page);
});

await test("every link within a page leads somewhere", async () => {
  for (const name of ["sample", "harmed", "decided", "changed", "audit"]) {
    const page = await open(name);
    assert.deepEqual(await page.$$eval("a[href^='#']", (list) => list.map((a) =>
      decodeURIComponent(a.getAttribute("href").slice(1))).filter((id) => !document.getElementById(id))), []);
    await close(page);
  }
});

for (const [name, scheme] of [["light", "light"], ["dark", "dark"]]) {
  await test(`has no violation of WCAG 2.2 A and AA, ${name}`, async () => {
    const page = await open("sample", { colorScheme: scheme, bypassCSP: true });
    await page.check("#f1 [value=accept]");
    await page.check("#f2 [value=reject]");
    await page.click(".tools summary");
    await page.click(".keys summary");
    await page.click("#f1 .numbers summary");
    await page.evaluate(() => {
      for (const details of document.querySelectorAll(".beside")) details.open = true;
    });
    // Nothing may escape being looked at for standing off the screen.
    await page.addStyleTag({ content: ".finding, .resolution { content-visibility: visible !important }" });
    await page.waitForFunction(() => document.querySelectorAll("table.decisions tbody tr").length === 2);
    await page.evaluate(axe);
    const result = await page.evaluate(() => axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"],
    }));
    assert.deepEqual(result.violations.map((v) => `${v.id}: ${v.nodes.length}: ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary}`), []);
    assert.ok(await page.$("#map") && result.passes.length > 15);
    await page.context().close();
  });
}

await test("says by lines and sizes what colours say, where the reader has colours of his own", async () => {
  const page = await open("sample", { forcedColors: "active", colorScheme: "dark" }, "#f1");
  const style = (selector, name) => page.$eval(selector, (e, property) => getComputedStyle(e)[property], name);
  assert.equal(await style(".kept", "outlineStyle"), "solid");
  assert.equal(await style(".finding:target", "outlineStyle"), "solid");
  const ink = await style("body", "color");
  for (const square of await page.$$eval("#map [class^=s]", (list) => list.map((e) => getComputedStyle(e).fill)))
    assert.equal(square, ink);
  for (const mark of await page.$$eval("mark", (list) => list.map((e) => getComputedStyle(e).backgroundColor)))
    assert.notEqual(mark, await style("body", "backgroundColor"));
  await page.screenshot({ path: path.join(folder, "forced-colors.png") });
  await close(page);
});

for (const [name, width] of [["narrow", 360], ["wide", 1920]]) {
  await test(`fits ${width} pixels`, async () => {
    for (const scheme of ["light", "dark"]) {
      const page = await open("sample", { viewport: { width, height: 900 }, colorScheme: scheme });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${over} pixels too wide`);
      for (const [part, hash] of [["top", ""], ["finding", "#f1"], ["map", "#ties"], ["graph", "#graph"],
        ["subjects", "#subjects"], ["beside", "#side-by-side"], ["citations", "#citations"], ["gaps", "#gaps"]]) {
        await page.goto(url("sample") + hash);
        await page.waitForTimeout(50);
        await page.screenshot({ path: path.join(folder, `${name}-${scheme}-${part}.png`) });
      }
      await close(page);
    }
  });
}

await test("fits 360 pixels where a path has no place to break", async () => {
  const source = path.join(folder, "harbour".repeat(30), "sample");
  fs.cpSync(path.join(root, "corpus/sample"), source, { recursive: true });
  scan("long", source);
  const page = await open("long", { viewport: { width: 360, height: 900 } });
  assert.ok((await page.textContent("body")).includes("harbour".repeat(30)));
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${over} pixels too wide`);
  await close(page);
});

// 260 provisions, each in two resolutions, and each resolution tied to the next.
function chain() {
  const syllables = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu".split(" ");
  let state = 2463534242;
  const random = (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  const word = () => Array.from({ length: 3 }, () => syllables[random(syllables.length)]).join("");
  const texts = Array.from({ length: 261 }, () => `that ${Array.from({ length: 24 }, word).join(" ")}`);
  return texts.map((text, i) => [`RESOLUTION ${i + 1} (Dubai, 2018)`, word(), "resolves",
    `1 ${text};`, `2 ${texts[i + 1] ?? word()};`].join("\n")).join("\n");
}

await test("does at once what a large page is asked, and the rest when it comes near", async () => {
  fs.writeFileSync(path.join(folder, "chain.txt"), chain());
  const many = scan("chain", path.join(folder, "chain.txt"));
  assert.ok(many.findings.length >= 250);
  const page = await open("chain");
  const boxes = () => page.locator(".decide").count();
  assert.ok(await boxes() < many.findings.length / 2, "no box for what is far away");
  for (const key of ["n", "n", "r"]) await page.keyboard.press(key);
  assert.equal(await page.isChecked("#f2 [value=reject]"), true);
  const last = many.findings.at(-1).id;
  await page.evaluate((id) => { location.hash = id; }, last);
  await page.waitForSelector(`#${last} .decide`);
  await page.keyboard.press("a");
  assert.equal(await page.isChecked(`#${last} [value=accept]`), true);
  await page.reload();
  assert.match(await page.textContent(`#${last} .verdict .decision`), /accepted/);
  await page.waitForSelector(`#${last} .decide`);
  assert.equal(await page.isChecked(`#${last} [value=accept]`), true);
  await page.keyboard.press("/");
  const [first] = many.findings[7].title.split(" ").slice(2);
  await page.keyboard.type(first);
  const want = ids(many.findings.filter((f) => f.members.some((m) => m.text.includes(first))));
  await page.waitForFunction((k) => document.querySelectorAll(".finding:not([hidden])").length === k, want.length);
  assert.deepEqual(await visible(page, ".candidates tbody tr"), want);
  await page.click("#q-reset");
  await page.selectOption("#q-sort", "saved");
  const sorted = many.findings.map((f, i) => [f, i])
    .sort(([a, i], [b, k]) => b.words_saved - a.words_saved || i - k).map(([f]) => f.id);
  await page.waitForFunction((list) => [...document.querySelectorAll(".finding")].map((e) => e.id).join() === list, sorted.join());
  assert.ok(await page.locator("#q-resolution option").count() > 250);
  // A family that is too large to draw: the best of it.
  const [, all, drawn] = /Drawn of a family of (\d+) resolutions are the (\d+) of/.exec(await page.textContent("#graph"));
  assert.ok(Number(all) > 150 && Number(drawn) <= 150);
  assert.equal(await page.locator("#graph svg").first().locator("circle").count(), Number(drawn));
  const names = await page.$$eval("#graph svg:first-of-type a[href='#f1']", (list) => list.length);
  assert.equal(names, 1, "the best finding is among them");
  await close(page);
});

await test("prints all findings, and the decisions alone", async () => {
  const page = await open();
  await page.click(".tools summary");
  await page.check("#f2 [value=accept]");
  await page.fill("#f2 textarea", "agreed in committee");
  const pdf = path.join(folder, "report.pdf");
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  const printed = spawnSync("pdftotext", ["-raw", pdf, "-"], { encoding: "utf8" }).stdout.replace(/[\s\u00ad]+/g, "");
  for (const finding of report.findings)
    for (const member of finding.members)
      assert.ok(printed.includes(member.text.slice(-30).replace(/\s+/g, "")) ||
        printed.replace(/[\u2039\u203a]/g, "").includes(member.text.slice(-30).replace(/\s+/g, "")), `not printed: ${member.clause}`);
  assert.ok(printed.includes("Threewordrunsalike") || printed.includes("Three-wordrunsalike"), "numbers are folded away");
  assert.ok(!printed.includes("Filterandsort"));
  // What is folded away on the screen: provisions side by side, and all that stands alone.
  const flat = (s) => s.replace(/[\s\u00ad]+/g, "");
  for (const row of map.groups.flatMap((g) => g.provisions))
    for (const { clause } of row) assert.ok(printed.includes(flat(clause.split("/")[0])), clause);
  for (const name of map.without_counterpart) assert.ok(printed.includes(name), name);
  const folded = report.findings[0].members.map((m) => flat(m.text.slice(-30)));
  assert.ok(folded.some((end) => printed.split(end).length > 2), "side by side is not printed");
  assert.match(spawnSync("pdfinfo", [pdf], { encoding: "utf8" }).stdout, /Page size: +59[45][.\d]* x 84[12]/);
  await page.evaluate(() => document.body.classList.add("decisions-only"));
  await page.pdf({ path: path.join(folder, "decisions.pdf"), preferCSSPageSize: true });
  const alone = spawnSync("pdftotext", [path.join(folder, "decisions.pdf"), "-"], { encoding: "utf8" }).stdout;
  assert.match(alone, /agreed\s+in\s+committee/);
  assert.ok(!alone.includes("Heat map"));
  assert.match(alone, /Provisions that resolutions repeat/);
  assert.ok(alone.replace(/\s+/g, " ").includes(report.findings[1].reference.replaceAll("*", "")), "what to write instead");
  await close(page);
});

await test("is valid HTML and CSS", async () => {
  const vnu = path.join(root, "tests/browser/node_modules/vnu-jar/build/dist/vnu.jar");
  const pages = ["sample", "harmed", "decided", "changed"].map((name) => path.join(folder, name, "report.html"));
  pages.push(path.join(folder, "audit/audit.html"));
  const done = spawnSync("java", ["-jar", vnu, "--errors-only", ...pages], { encoding: "utf8" });
  assert.ok(!done.error, "java runs");
  assert.equal(done.stderr, "");
  assert.equal(done.status, 0);
});

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
