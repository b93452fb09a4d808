# Neither the number of threads nor the order of the sources shows in the output.
reprise scan -q "$SAMPLE" -o r1 --threads 1 >r1.txt
reprise scan -q "$SAMPLE" -o r2 --threads 2 >r2.txt
reprise scan -q "$SAMPLE" -o r8 --threads 8 >r8.txt
files=$(ls "$SAMPLE"/*.txt | sort -r)
reprise scan -q $files "$SAMPLE" -o rt >rt.txt
for other in r2 r8 rt; do
    diff -r r1 "$other"
    sed "s#open $other/#open r1/#" "$other.txt" | diff r1.txt -
done
for n in 1 2 8; do
    reprise pairs -q --min-score 0 --threads "$n" "$SAMPLE" | sha256sum
done | uniq | wc -l
