// How quick report.html is with 20,000 clauses and 2,000 findings.
//
// usage: node bench/page.mjs [PROGRAM [FOLDER]]      (after scripts/setup test)
//
// Makes a collection in FOLDER (build/bench-page): 2,000 resolutions of ten clauses of about
// 40 words, of which 2,000 clauses stand, a word or two apart, in one or two others. Scans it
// with PROGRAM (build/reprise), opens the page in headless Chromium and prints the median of
// ROUNDS: milliseconds to first paint, to the end of loading with all of the script's work
// (and the processor time of loading, which a busy machine hardly changes), and from a
// filter's input event to the frame that shows its result.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(path.join(root, "tests/browser/run.mjs"));
const { chromium } = require("playwright-core");
const [program = path.join(root, "build/reprise"), folder = path.join(root, "build/bench-page")] =
  process.argv.slice(2).map((p) => path.resolve(p));
const ROUNDS = 5;
const RESOLUTIONS = 2000;
const CLAUSES = 10;
const SHARED = 2000;

// xorshift32: the same collection on every machine.
let state = 2463534242;
function random(n) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % n;
}

const syllables = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu".split(" ");
const vocabulary = Array.from({ length: 20000 }, () =>
  Array.from({ length: 2 + random(3) }, () => syllables[random(syllables.length)]).join(""));
const small = "the of and to in for with by on as".split(" ");
const pick = (list) => list[random(list.length)];
// A subject has words of its own; eight resolutions, two of each body, deal with it.
const SUBJECTS = RESOLUTIONS / 8;
const subjects = Array.from({ length: SUBJECTS }, () => Array.from({ length: 120 }, () => pick(vocabulary)));
const word = (subject) => pick([small, subjects[subject], subjects[subject], vocabulary][random(4)]);
const clause = (subject) => `that ${Array.from({ length: 30 + random(20) }, () => word(subject)).join(" ")}`;

function make_collection() {
  const places = ["Dubai, 2018", "Hammamet, 2016", "Buenos Aires, 2017", "ITU-R"];
  const texts = Array.from({ length: RESOLUTIONS }, (_, r) =>
    Array.from({ length: CLAUSES }, () => clause(r >> 3)));
  for (let i = 0; i < SHARED; i++) {
    const k = Math.floor(i / RESOLUTIONS);
    for (let copies = 1 + random(2); copies > 0; copies--) {
      const words = texts[i % RESOLUTIONS][k].split(" ");
      if (random(2)) words[1 + random(words.length - 1)] = word((i % RESOLUTIONS) >> 3);
      // Another resolution on the same subject.
      texts[(i % RESOLUTIONS & ~7) + ((i + 1 + random(7)) & 7)][1 + random(CLAUSES - 1)] = words.join(" ");
    }
  }
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, "in"), { recursive: true });
  for (const [b, place] of places.entries()) {
    const lines = [];
    for (let r = b; r < RESOLUTIONS; r += places.length) {
      const number = 1 + Math.floor(r / places.length);
      lines.push(place === "ITU-R" ? `RESOLUTION ITU-R ${number}` : `RESOLUTION ${number} (${place})`,
        subjects[r >> 3].slice(0, 4).join(" "), "resolves", ...texts[r].map((text, i) => `${i + 1} ${text};`));
    }
    fs.writeFileSync(path.join(folder, "in", `${b}.txt`), `${lines.join("\n")}\n`);
  }
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

make_collection();
const begin = performance.now();
execFileSync(program, ["scan", "-q", path.join(folder, "in"), "-o", path.join(folder, "report")],
  { stdio: ["ignore", "ignore", "inherit"] });
const scanned = performance.now() - begin;
const page_path = path.join(folder, "report/report.html");
const { corpus, findings } = JSON.parse(fs.readFileSync(path.join(folder, "report/findings.json")));
console.log(`${corpus.resolutions} resolutions, ${corpus.clauses} clauses, ${findings.length} findings; ` +
  `scanned in ${Math.round(scanned)} ms; report.html has ${(fs.statSync(page_path).size / 1e6).toFixed(1)} MB`);

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const ticks = { TaskDuration: "processor: loading", ScriptDuration: "processor: script of it" };
const found = {};
const note = (name, value) => (found[name] ??= []).push(value);
for (let round = 0; round < ROUNDS; round++) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(pathToFileURL(page_path).href);
  for (const { name, value } of (await client.send("Performance.getMetrics")).metrics)
    if (ticks[name]) note(ticks[name], 1000 * value);
  await page.waitForTimeout(300);
  const loaded = await page.evaluate(() => ({
    "first paint": performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    "loaded, script done": performance.getEntriesByType("navigation")[0].loadEventEnd,
  }));
  for (const [name, value] of Object.entries(loaded)) note(name, value);
  await page.click(".tools summary");
  const steps = [["body", "q-body", "RA"], ["and body", "q-other", "PP"], ["words, first search", "q-text", "ba"],
    ["words, next letter", "q-text", "bac"], ["all again", "q-text", ""]];
  for (const [name, id, value] of steps) {
    note(`filter: ${name}`, await page.evaluate(([i, v]) => new Promise((resolve) => {
      const from = performance.now();
      const field = document.getElementById(i);
      field.value = v;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from), 0));
    }), [id, value]));
  }
  await page.click("#q-reset");
  note("sort by words saved", await page.evaluate(() => new Promise((resolve) => {
    const from = performance.now();
    const field = document.getElementById("q-sort");
    field.value = "saved";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from), 0));
  })));
  await page.close();
}
await browser.close();
for (const [name, values] of Object.entries(found))
  console.log(`${name.padEnd(30)} ${String(Math.round(median(values))).padStart(6)} ms`);
