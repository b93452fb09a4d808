reprise map --format json "$SAMPLE" >map.json
python3 - <<'END'
import json
m = json.load(open("map.json"))
print(sorted(m))
best = {}
for link in m["links"]:
    best.setdefault(link["resolution"], link)
for name in sorted(best):
    link = best[name]
    if link["score"] < 0.5:
        continue
    print(name, link["pp_resolution"], link["evidence"], link["words"][:2])
print([g["subject"] for g in m["groups"]])
print(m["without_counterpart"], m["circles"], len(m["citations"]))

# What is named is there: each clause of a row of provisions is of a member of its group, each
# end of a citation a resolution, or said to be unknown.
names = {r["resolution"] for r in m["resolutions"]}
for group in m["groups"]:
    members = {one["resolution"] for one in group["members"]}
    assert members <= names and group["anchor"] in members
    for one in group["members"]:
        assert (one["evidence"] is None) == (one["resolution"] == group["anchor"])
    for row in group["provisions"]:
        assert len(row) > 1 and row[0]["relation"] is None
        assert all(clause["relation"] for clause in row[1:])
        for clause in row:
            assert any(clause["clause"].startswith(name + "/") for name in members), clause
assert any(group["provisions"] for group in m["groups"])
for cite in m["citations"]:
    assert cite["from"] in names and (cite["to"] in names) == (cite["state"] != "unknown")
    assert (cite["present"] is None) == (cite["state"] == "unknown")
    if cite["circle"] is not None:
        assert {cite["from"], cite["to"]} <= set(m["circles"][cite["circle"]])
for gap in m["gaps"]:
    assert gap["instructions"][0] == gap["clause"] and len(gap["instructions"]) == gap["clauses"]
print([(gap["resolution"], gap["sector"]) for gap in m["gaps"]])
END
