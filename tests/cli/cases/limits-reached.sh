# Whatever a limit keeps out is said by the limit's name, with --quiet too, and stands in the
# report.
reprise scan -q "$SAMPLE" -o report --max-candidates 1 --max-words 12 --max-postings 4 \
    --max-findings 3 --max-paragraph 400 >/dev/null
python3 -c '
import json
for reached in json.load(open("report/findings.json"))["limits"]:
    print(reached["limit"])' | uniq -c
grep -c -e '--max-' report/summary.md
sed -n '/Limits that were reached/,/<.ul>/p' report/report.html | grep -c '<li>.*(--max-'
reprise score "$TESTS/draft.txt" --against "$SAMPLE" --format json --quiet --max-postings 3 |
    grep -A 3 '"limits"'
