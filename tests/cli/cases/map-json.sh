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
END
