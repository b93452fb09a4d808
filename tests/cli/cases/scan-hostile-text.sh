# Markup, attribute breaks and spreadsheet formulas are text.
for number in 901 902; do
    cat <<'TEXT' | sed "s/NUMBER/$number/"
RESOLUTION NUMBER (Dubai, 2018)
<script>alert('x')</script> --> ]]> "title" & more
The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),
resolves
1	to hang </p><img src=x onerror="alert(1)"> a "lamp" & a 'bell' on <b>every</b> jetty that fishing boats of the lagoon pass by night;
2	=HYPERLINK("http://x","y") shall be opened by no spreadsheet of the lagoon secretariat, whatever its jetty master may wish for;
TEXT
done >hostile.txt
reprise scan hostile.txt -o report >/dev/null
python3 "$TESTS/check_report.py" report
# A list of lines ("5,17") is no number to a spreadsheet either.
cat hostile.txt hostile.txt >twice.txt
reprise scan twice.txt -o twice >/dev/null
grep -q '"5, 17"' twice/clusters.csv
python3 "$TESTS/check_report.py" twice
