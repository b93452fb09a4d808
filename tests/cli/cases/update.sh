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
