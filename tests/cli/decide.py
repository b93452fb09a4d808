#!/usr/bin/env python3
"""Print a file of decisions, as the report's page saves it.

usage: decide.py FINDINGS.json ID=DECISION[=NOTE]...
"""
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    findings = {f["id"]: f for f in json.load(file)["findings"]}
decisions = []
for word in sys.argv[2:]:
    name, decision, *note = word.split("=", 2)
    finding = findings[name]
    decisions.append({
        "finding": finding["key"], "digest": finding["digest"], "decision": decision,
        "note": "".join(note), "title": finding["title"],
        "members": [{k: m[k] for k in ("clause", "resolution", "digest", "text")}
                    for m in finding["members"]]})
json.dump({"format": "reprise-decisions", "version": 1, "decisions": decisions}, sys.stdout)
