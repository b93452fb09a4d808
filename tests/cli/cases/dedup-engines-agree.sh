# Any engine, number of threads and budget gives the same bytes on texts that are this close.
for i in $(seq 300); do
    echo "resolves to instruct the Director to report on item $((i % 40)) of the plan," \
        "to take all necessary measures, and to inform the Member States of group $((i % 7))"
done >lines.txt
reprise dedup --pairs --threshold 0.9 lines.txt >pairs.tsv
reprise dedup --threshold 0.9 lines.txt >clusters.tsv
for engine in auto exact lsh; do
    for threads in 1 2 8; do
        reprise dedup -q --engine $engine --threads $threads --threshold 0.9 lines.txt |
            cmp - clusters.tsv
        reprise dedup -q --engine $engine --threads $threads --pairs --threshold 0.9 lines.txt |
            cmp - pairs.tsv
    done
done
TMPDIR=. reprise dedup -q --memory 1K --threshold 0.9 lines.txt | cmp - clusters.tsv
ls
wc -l <pairs.tsv
