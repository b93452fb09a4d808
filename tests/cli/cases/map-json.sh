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
    print(name, link["pp_resolution"], link["evidence"], link["words"])
print([g["subject"] for g in m["groups"]])
print(m["without_counterpart"], m["circles"], len(m["citations"]))
END
