# A run is repeated from its findings.json: the same bytes where nothing has changed, and
# what has is said. What stands beside --settings comes on top.
cp -r "$SAMPLE" in
echo 'No heading.' >in/stray.pdf.txt
reprise scan -q in in/gone.txt -o first --min-score 40% --changes original --engine lsh \
    --recall 0.95 --max-candidates 9 --max-words 300 --max-postings 500 --max-findings 12 \
    --max-paragraph 2K --max-file 1M --max-unpacked 2M --max-ratio 50 --max-nesting 60 \
    --max-tag 32K --max-depth 5 --max-pairs 900000 --max-resolutions 100 >/dev/null ||
    echo "status $?"
sed -n '/"settings"/,/}/p' first/findings.json
reprise scan --settings first/findings.json -o again >/dev/null || echo "status $?"
diff -r first again && echo same
reprise scan -q --max-findings 3 --settings first/findings.json in/wtsa-345.txt in/pp-308.txt -o less
sed -i 's/"reprise": "/&0./; s/rapporteur/reporter/' first/findings.json
echo 'x' >>in/pp-301.txt
reprise scan --settings first/findings.json -o changed >/dev/null || echo "status $?"
sed 's/"max_tag": 32768/"max_tag": -1/' first/findings.json >wrong.json
reprise scan --settings wrong.json -o wrong || echo "status $?"
sed 's/"max_tag"/"max_flag"/' first/findings.json >wrong.json
reprise scan --settings wrong.json -o wrong || echo "status $?"
echo '{"reprise": 1}' >wrong.json
reprise scan --settings wrong.json -o wrong || echo "status $?"
echo '{' >wrong.json
reprise scan --settings wrong.json -o wrong || echo "status $?"
reprise scan --settings nowhere.json -o wrong || echo "status $?"
ls
