# A flattened document of our own with planted slips, against the sample.
cp "$TESTS/table.txt" .
reprise audit table.txt --against "$SAMPLE" | sed "s, 0\.[0-9][0-9] , S ,"
reprise audit --format json table.txt --against "$SAMPLE" | python3 -c '
import json, sys
a = json.load(sys.stdin)
print(sorted(a), len(a["remarks"]), len(a["links"]))
print([(r["kind"], r["line"]) for r in a["remarks"]])'
