# Scores are left out: they follow the numbers of judging.
reprise map "$SAMPLE" | sed 's/ 0\.[0-9][0-9]/ S/g'
