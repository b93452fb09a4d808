# An index says what the documents say: every command that takes SOURCE gives the same bytes.
cp -r "$SAMPLE" corpus
printf 'nothing\n' >corpus/empty.pdf
reprise index -q corpus -o texts.index
reprise check texts.index
reprise scan -q corpus -o files >files.out
reprise scan -q texts.index -o index >index.out
diff -r files index
for command in segment "segment --resolutions" "segment --paragraphs" pairs map \
    "explain PP-308/resolves/2 RA-172/resolves/2"; do
    reprise $command -q corpus >files.txt
    reprise $command -q texts.index >index.txt
    cmp files.txt index.txt
done
reprise segment --verbose corpus >/dev/null 2>files.txt
reprise segment --verbose texts.index >/dev/null 2>index.txt
grep -v 'other kinds' files.txt | cmp - index.txt
reprise score -q "$TESTS/draft.txt" --against corpus >files.txt
reprise score -q "$TESTS/draft.txt" --against texts.index >index.txt
cmp files.txt index.txt
reprise map -q --format tsv corpus >mapping.tsv
reprise audit -q mapping.tsv --against corpus >files.txt
reprise audit -q mapping.tsv --against texts.index >index.txt
cmp files.txt index.txt

# Beside files: each document once. A draft that is in it is left out of it.
mkdir more
cp corpus/wtsa-345.txt more/another.txt
reprise segment -q more/another.txt texts.index >index.txt
reprise segment -q more/another.txt corpus >files.txt
cmp files.txt index.txt
reprise segment corpus/pp-301.txt texts.index >index.txt
reprise segment -q corpus >files.txt
cmp files.txt index.txt
reprise score corpus/pp-301.txt --against texts.index >index.txt
reprise score -q corpus/pp-301.txt --against corpus >files.txt
cmp files.txt index.txt

# Inputs that were left out are named from the index too.
printf '\377\330 %%PDF-1.4' >bad.pdf
reprise index -q corpus bad.pdf -o skipped.index || echo "status $?"
reprise scan -q skipped.index -o index >/dev/null || echo "status $?"
reprise scan -q corpus bad.pdf -o files >/dev/null || echo "status $?"
diff -r files index && echo same

# Sketches are off the exact values by what 64 minima may be off, and stand for new clauses too
# where pairs do not yet.
sqlite3 texts.index "SELECT count(*) > 200, avg(abs(p.jaccard - n.likeness)) < 0.03,
        max(abs(p.jaccard - n.likeness)) < 0.25, sum(p.jaccard = 1 AND n.likeness <> 1)
    FROM v_pair p JOIN v_near n ON n.clause = p.a AND n.other = p.b"
cp corpus/pp-303.txt corpus/zz.txt
sed -i 's/RESOLUTION 303/RESOLUTION 399/; s/radio kit/wireless kit/' corpus/zz.txt
reprise update -q texts.index corpus >/dev/null
sqlite3 texts.index "SELECT count(*) FROM v_pair WHERE 'PP-399/resolves/1' IN (a, b);
    SELECT other FROM v_near WHERE clause = 'PP-399/resolves/1' ORDER BY likeness DESC LIMIT 1"
reprise check texts.index
sqlite3 texts.index "UPDATE sketch SET minima = x'00' WHERE clause = 3"
reprise check texts.index || echo "status $?"
