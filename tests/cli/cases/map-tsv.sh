# The same bytes for any number of threads and order of the sources.
reprise map --format tsv "$SAMPLE" >one
reprise map --format tsv --threads 1 "$SAMPLE"/wtsa-341.txt "$SAMPLE"/[prw]*.txt \
    "$SAMPLE"/compilation.txt >two
reprise map --format tsv --threads 8 "$SAMPLE" >three
cmp one two
cmp one three
cat one
