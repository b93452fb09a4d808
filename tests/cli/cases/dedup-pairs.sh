# Lines 1 and 4 share 9 of 11 shingles, and 9 of 11 words: at 0.818181 they are in.
cat >lines.txt <<'END'
to report annually to the Council on the implementation of this resolution
invites all
To report annually to the Council, on the implementation of this Resolution;
to report annually to the Council on the implementation of this decision
invites all
END
reprise dedup --pairs lines.txt
echo
reprise dedup --pairs --shingle 1 --threshold 0.818181 lines.txt
echo
reprise dedup --pairs --shingle 1 --threshold 0.818182 lines.txt
