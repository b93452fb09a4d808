#!/usr/bin/env python3
"""findings.xlsx, read back with openpyxl, says what findings.json, pairs.csv, mapping.csv and
map.json (of `reprise map --format json`) say, and is laid out to be worked with.

usage: check_xlsx.py FOLDER
"""
import csv
import json
import pathlib
import sys
import warnings

import openpyxl

BODIES = ["PP", "WTSA", "WTDC", "RA"]


def need(true, what):
    if not true:
        sys.exit(f"wrong: {what}")


def table(sheet):
    rows = sheet.iter_rows(values_only=True)
    head = next(rows)
    # rows of equal names ("of them elsewhere") stay apart
    return [list(zip(head, row)) for row in rows]


def same(got, want, what):
    need(got == want, f"{what}: {got!r} is not {want!r}")


def text(value):
    return value or None


def check_findings(sheet, report):
    rows = table(sheet)
    same(len(rows), len(report["findings"]), "findings")
    for number, (row, finding) in enumerate(zip(rows, report["findings"]), 2):
        got = dict(row)
        decision = finding.get("decision", {})
        for name, want in {
                "finding": finding["id"], "recommended": finding["recommendation"],
                "relation": finding["relation"], "what is repeated": finding["title"],
                "words saved": finding["words_saved"], "score": finding["score"],
                "words repeated": finding["words_repeated"], "key": finding["key"],
                "shared bits": finding["shared_bits"], "keeps": finding["keeps"],
                "clauses": len(finding["members"]), "reason": finding["reason"],
                "reference": text(finding["reference"]), "kind": finding["kind"],
                "decision": decision.get("decision"), "note": text(decision.get("note")),
                "since earlier run": finding.get("since", {}).get("state")}.items():
            same(got[name], want, f"{finding['id']} {name}")
        names = [got[body] for body in BODIES + ["others"] if got[body]]
        same(sorted(", ".join(names).split(", ")), sorted(finding["resolutions"]),
             f"{finding['id']} resolutions")
        for body in BODIES:
            need(all(n.startswith(body + "-") for n in (got[body] or "").split(", ") if n),
                 f"{finding['id']} {body}: {got[body]}")
        link = sheet.cell(number, 1).hyperlink
        same(f"{link.target}#{link.location}" if link.location else link.target,
             f"report.html#{finding['id']}", "link")


def check_csv(sheet, path, names):
    with open(path, newline="", encoding="utf-8-sig") as file:
        want = list(csv.DictReader(file))
    rows = table(sheet)
    same(len(rows), len(want), sheet.title)
    for row, line in zip(rows, want):
        got = dict(row)
        for name, column in names.items():
            value = line[column]
            same(got[name], float(value) if isinstance(got[name], (int, float)) else
                 text(value.removeprefix("'")), f"{sheet.title} {name}")


def check_resolutions(sheet, report):
    for row, one in zip(table(sheet), report["resolutions"], strict=True):
        same([value for name, value in row if name in
              ("resolution", "operative words", "preamble words", "of them elsewhere")],
             [one["resolution"], one["words_operative"], one["repeated_operative"],
              one["words_preamble"], one["repeated_preamble"]], "resolution")
        same((dict(row)["shares with"] or ""),
             ", ".join(tie["resolution"] for tie in one["shared_with"]), "shares with")


def lines(value):
    return (value or "").split("\n") if value else []


def check_subjects(sheet, mapping):
    rows = table(sheet)
    groups, alone = mapping["groups"], mapping["without_counterpart"]
    same(len(rows), len(groups) + len(alone), "subjects")
    for row, group in zip(rows, groups):
        got = dict(row)
        same(got["subject area"], group["subject"], "subject")
        members = [line for body in BODIES + ["others"] for line in lines(got[body])]
        same([line.split(" ")[0] for line in members],
             [m["resolution"] for m in group["members"]], f"members of {group['anchor']}")
        for line, member in zip(members, group["members"]):
            end = f" {member['evidence']})" if member["evidence"] else group["anchor"]
            need(line.endswith(end), f"evidence of {line}")
        same(got["provisions in common"], len(group["provisions"]), "provisions in common")
    for row, name in zip(rows[len(groups):], alone):
        got = dict(row)
        same([got[body] for body in BODIES + ["others"] if got[body]], [name], "alone")
        need(name.split("-")[0] not in BODIES or got[name.split("-")[0]] == name, name)


def check_provisions(sheet, mapping):
    want = [(group["subject"], row) for group in mapping["groups"] for row in group["provisions"]]
    for row, (subject, clauses) in zip(table(sheet), want, strict=True):
        got = dict(row)
        same(got["subject area"], subject, "subject of a provision")
        cells = [one for body in BODIES + ["others"] for one in (got[body] or "").split("\n\n")
                 if one]
        same([cell.split(": ", 1)[0] for cell in cells],
             [c["clause"] + (f" ({c['relation']})" if c["relation"] else "") for c in clauses],
             f"provisions of {subject}")


def check_citations(sheet, mapping):
    for row, cite in zip(table(sheet), mapping["citations"], strict=True):
        got = dict(row)
        same([got["resolution"], got["cites"], got["revision cited"], got["revision here"],
              got["state"], got["in a circle"], got["first in"], got["clauses"]],
             [cite["from"], cite["to"], text(cite["revision"]), text(cite["present"]),
              cite["state"], "no" if cite["circle"] is None else "yes", cite["clause"],
              cite["clauses"]], "citation")


def check_gaps(sheet, mapping):
    for row, gap in zip(table(sheet), mapping["gaps"], strict=True):
        got = dict(row)
        same([got["PP resolution"], got["to"], got["nearest resolution"], got["score"],
              (got["nearest provision"] or "").split(": ")[0]],
             [gap["resolution"], gap["sector"], gap["nearest"], gap["score"],
              gap["nearest_clause"] or ""], "not taken up")
        same((got["doubt"] or "").split(",")[0],
             {None: "", "near": "its subject is near",
              "title only": "only its title is given"}[gap["doubt"]], "doubt")
        same([one.split(": ")[0] for one in got["instructions"].split("\n\n")],
             gap["instructions"], "instructions")


def check_settings(sheet, report):
    rows = [[value for _, value in row] for row in table(sheet)]
    got = {row[0]: row[1] for row in rows}
    same(got["reprise"], report["reprise"], "version")
    for name, value in report["settings"].items():
        want = value if isinstance(value, str) else json.dumps(value)
        need(got[name] == want or float(got[name]) == float(value), f"setting {name}")
    for one in report["inputs"]:
        need([f"input: {one['path']}", f"sha256 {one['sha256']}", one["resolutions"],
              one["clauses"]] in rows, f"input {one['path']}")


def main():
    folder = pathlib.Path(sys.argv[1])
    report = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    warnings.simplefilter("error")
    book = openpyxl.load_workbook(folder / "findings.xlsx")
    same(book.sheetnames, ["Findings", "Pairs", "Resolutions", "Mapping", "Subjects",
                           "Provisions", "Citations", "Not taken up", "Settings"], "sheets")
    for sheet in book:
        same(sheet.freeze_panes, "B2", f"{sheet.title} frozen at")
        need(sheet.auto_filter.ref.startswith("A1:"), f"{sheet.title} has no filter")
        for column in sheet.column_dimensions.values():
            need(5 <= column.width <= 75, f"{sheet.title}: {column.width} wide")
        for row in sheet.iter_rows():
            need(all(cell.data_type != "f" for cell in row), f"a formula in {sheet.title}")
    check_findings(book["Findings"], report)
    check_csv(book["Pairs"], folder / "pairs.csv", {
        "clause A": "a_id", "clause B": "b_id", "places A": "a_lines", "places B": "b_lines",
        "relation": "relation", "score": "score", "shared bits": "shared_bits",
        "jaccard": "jaccard", "part of A": "containment_ab", "part of B": "containment_ba"})
    check_csv(book["Mapping"], folder / "mapping.csv", {
        "resolution": "resolution", "PP resolution": "pp_resolution", "score": "score",
        "evidence": "evidence"})
    check_resolutions(book["Resolutions"], report)
    mapping = json.loads((folder / "map.json").read_text(encoding="utf-8"))
    check_subjects(book["Subjects"], mapping)
    check_provisions(book["Provisions"], mapping)
    check_citations(book["Citations"], mapping)
    check_gaps(book["Not taken up"], mapping)
    check_settings(book["Settings"], report)
    print("the same")


main()
