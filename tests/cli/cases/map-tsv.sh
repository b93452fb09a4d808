# The same bytes for any number of threads and order of the sources. What the scores are is
# for the numbers of judging to say; here stands what they decide.
reprise map --format tsv "$SAMPLE" >one
reprise map --format tsv --threads 1 "$SAMPLE"/wtsa-341.txt "$SAMPLE"/[prw]*.txt \
    "$SAMPLE"/compilation.txt >two
reprise map --format tsv --threads 8 "$SAMPLE" >three
cmp one two
cmp one three
head -n 1 one
awk -F '\t' 'NR > 1 && $3 >= 0.5 { print $1, $2, $4 }' one
awk -F '\t' 'NR > 1 && ($3 !~ /^[01]\.[0-9][0-9][0-9][0-9][0-9][0-9]$/ || NF != 4)' one
