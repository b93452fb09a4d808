# Every line has ten fields, and the order is by score.
reprise pairs -q "$SAMPLE" >pairs.tsv
head -n 1 pairs.tsv
awk -F'\t' 'NF != 10 || (NR > 2 && $9 > last) { print "wrong: " $0 } { last = $9 }' pairs.tsv
