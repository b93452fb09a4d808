#!/usr/bin/env python3
"""Hold a report folder against its contract, and its files against each other.

usage: check_report.py DIR      prints "sound", or exits 1 at the first thing wrong
"""
import base64
import csv
import hashlib
import html.parser
import json
import pathlib
import re
import sys

TOP = ["reprise", "settings", "inputs", "corpus", "findings", "skipped"]
INPUT = ["path", "sha256", "resolutions", "clauses"]
FINDING = ["id", "kind", "relation", "bodies", "resolutions", "score", "shared_bits",
           "words_repeated", "recommendation", "reason", "members", "pairs"]
MEMBER = ["clause", "resolution", "text", "sources"]
PAIR = ["a", "b", "relation", "jaccard", "score", "spans"]
PAIRS = ["a_id", "a_lines", "b_id", "b_lines", "jaccard", "containment_ab",
         "containment_ba", "shared_bits", "score", "relation"]
RELATIONS = {"identical", "near-identical", "sector-variant", "contains", "partial",
             "formula", "revision", "integration"}
RECOMMENDATIONS = {"suppress", "trim", "merge", "align", "keep"}
VOID = {"meta", "br", "link", "img", "hr", "input", "col"}


def need(true, what):
    if not true:
        sys.exit(f"wrong: {what}")


def begins_with(obj, keys, what):
    need(list(obj)[:len(keys)] == keys, f"{what} begins with {list(obj)[:len(keys)]}")


def check_span(text, beg, end, what):
    need(0 <= beg < end <= len(text), f"{what}: {beg}..{end} of {len(text)} bytes")
    text[beg:end].decode()  # between characters


def check_finding(finding, number):
    begins_with(finding, FINDING, "a finding")
    need(finding["id"] == f"f{number}", f"id {finding['id']} at place {number}")
    need(finding["relation"] in RELATIONS, finding["relation"])
    need(finding["recommendation"] in RECOMMENDATIONS, finding["recommendation"])
    need(finding["reason"], "a finding without a reason")
    texts, places = {}, set()
    for member in finding["members"]:
        begins_with(member, MEMBER, "a member")
        need(member["sources"], f"{member['clause']} stands nowhere")
        need((member["row"], member["resolution"]) not in places,
             f"{finding['id']} pairs {member['resolution']} with itself")
        places.add((member["row"], member["resolution"]))
        texts[member["clause"]] = member["text"].encode()
        for beg, end in member["residue"]:
            check_span(texts[member["clause"]], beg, end, "residue")
    need({m["resolution"] for m in finding["members"]} == set(finding["resolutions"]),
         f"{finding['id']}: resolutions are not those of its members")
    need(len(finding["resolutions"]) > 1, f"{finding['id']} has one resolution")
    for pair in finding["pairs"]:
        begins_with(pair, PAIR, "a pair")
        for a_beg, a_end, b_beg, b_end in pair["spans"]:
            check_span(texts[pair["a"]], a_beg, a_end, pair["a"])
            check_span(texts[pair["b"]], b_beg, b_end, pair["b"])


class Page(html.parser.HTMLParser):
    """Tags closed in order, ids once, links that lead somewhere, nothing loaded, and nothing
    run but the one script that the content security policy names by its digest."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.text = [], set(), set(), []
        self.policy, self.scripts = "", []
        self.feed(text)
        self.close()
        need(not self.open, f"never closed: {self.open}")
        need(self.links <= self.ids, f"lead nowhere: {self.links - self.ids}")
        need(len(self.scripts) == 1, f"{len(self.scripts)} scripts")
        digest = base64.b64encode(hashlib.sha256(self.scripts[0].encode()).digest()).decode()
        need(f"script-src 'sha256-{digest}';" in self.policy, "the script is not allowed")
        need("default-src 'none';" in self.policy and "unsafe" not in self.policy,
             f"policy: {self.policy}")

    def handle_starttag(self, tag, attrs):
        need(tag not in ("img", "iframe", "object", "link", "form", "base"), tag)
        need(tag != "script" or not attrs, f"a script with {attrs}")
        if dict(attrs).get("http-equiv") == "Content-Security-Policy":
            self.policy = dict(attrs)["content"]
        for name, value in attrs:
            need(not name.startswith("on") and name not in ("style", "src"), name)
            if name == "id":
                need(value not in self.ids, f"id {value} twice")
                self.ids.add(value)
            if name == "href":
                need(value.startswith("#"), f"leads out: {value}")
                self.links.add(value[1:])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        need(self.open and self.open.pop() == tag, f"</{tag}> out of order")

    def handle_data(self, data):
        if self.open[-1:] == ["script"]:
            self.scripts.append(data)
        elif self.open[-1:] != ["style"]:
            self.text.append(data)


def read_csv(path, columns):
    raw = path.read_bytes()
    need(raw.count(b"\r\n") >= 1, f"{path.name}: no CRLF")
    rows = list(csv.DictReader(raw.decode().splitlines(keepends=True)))
    head = raw.decode().split("\r\n", 1)[0].split(",")
    need(head[:len(columns)] == columns, f"{path.name} begins with {head}")
    for row in rows:
        need(None not in row and None not in row.values(), f"{path.name}: {row}")
        for value in row.values():
            need(value[:1] not in ("=", "+", "@", "-"), f"runs as a formula: {value}")
            need(not re.fullmatch(r"\d+(,\d+)+", value), f"opens as one number: {value}")
    return rows


def main():
    folder = pathlib.Path(sys.argv[1])
    text = (folder / "findings.json").read_text()
    report = json.loads(text)
    begins_with(report, TOP, "findings.json")
    for one in report["inputs"]:
        need(list(one) == INPUT and len(one["sha256"]) == 64, f"input {one}")
    for number, finding in enumerate(report["findings"], 1):
        check_finding(finding, number)
    members = [m for f in report["findings"] for m in f["members"]]

    rows = read_csv(folder / "clusters.csv", ["finding", "kind", "relation"])
    need([r["clause"] for r in rows] == [m["clause"] for m in members],
         "clusters.csv has other members")
    need(all(m["text"] in (r["text"], r["text"][1:]) for r, m in zip(rows, members)),
         "clusters.csv has other texts")
    pairs = read_csv(folder / "pairs.csv", PAIRS)
    scores = [float(p["score"]) for p in pairs]
    need(scores == sorted(scores, reverse=True), "pairs.csv is not best score first")

    read_csv(folder / "mapping.csv", ["resolution", "pp_resolution", "score", "evidence"])

    page = Page((folder / "report.html").read_text())
    words = " ".join("".join(page.text).split())
    for member in members:
        need(" ".join(member["text"].split()) in words, f"not on the page: {member['clause']}")
    names = sorted(p.name for p in folder.iterdir())
    need(names == ["clusters.csv", "findings.json", "findings.xlsx", "mapping.csv", "pairs.csv",
                   "report.html", "summary.md"], f"files: {names}")
    summary = (folder / "summary.md").read_text()
    need(summary.startswith("# ") and summary.endswith("\n"), "summary.md")
    print("sound")


main()
