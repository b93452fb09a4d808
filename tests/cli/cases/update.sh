# After an update the index is the one that would be made anew: what is scanned is the same.
cp -r "$SAMPLE" corpus
reprise index corpus -o texts.index
same() {
    reprise check -q texts.index >check
    reprise scan -q corpus -o files >/dev/null
    reprise scan -q texts.index -o index >/dev/null
    diff -r files index && echo same
}
reprise update texts.index corpus

# One reworded, one gone, one new; one whose hyphens decide over those of others.
sed -i 's/a statement of one page/a statement of two pages/' corpus/ra-172-1.txt
rm corpus/wtdc-392.txt
cp corpus/pp-303.txt corpus/zz.txt
reprise update texts.index corpus
same
sqlite3 texts.index 'SELECT generation, findings_of_generation, findings_are_current, documents
    FROM v_state'
reprise update --judge texts.index
sqlite3 texts.index 'SELECT findings_are_current, findings FROM v_state'
sed -i 's/harbour beacon/harbourbeacon/' corpus/wtsa-341.txt
sed -i 's/harbour beacon/harbour-beacon/' corpus/pp-*.txt
reprise update -q --judge texts.index corpus >/dev/null
same

# Read otherwise: all anew.
reprise update --max-paragraph 1K texts.index corpus
reprise scan -q texts.index -o index || echo "status $?"
reprise scan -q --max-paragraph 1K texts.index -o index >/dev/null
reprise scan -q --max-paragraph 1K corpus -o files >/dev/null
diff -r files index && echo same

# Nothing to read, nothing changes.
cp texts.index before
reprise update texts.index empty || echo "status $?"
mkdir empty
reprise update texts.index empty || echo "status $?"
cmp before texts.index

# A file that stands as it was read, for longer than two seconds, is not read again unless the
# bytes are asked for: what the index says of them is taken, even where it is wrong.
sleep 2.1
reprise update -q texts.index corpus >/dev/null
sqlite3 texts.index "UPDATE document SET sha256 = replace(sha256, substr(sha256, 1, 1), '0')
    WHERE path IN (SELECT path FROM document WHERE substr(sha256, 1, 1) <> '0' LIMIT 3)"
reprise update texts.index corpus
reprise update --checksum texts.index corpus
touch corpus/pp-301.txt # other times, and the same bytes
reprise update texts.index corpus
