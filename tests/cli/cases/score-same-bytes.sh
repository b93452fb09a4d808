# Neither threads nor order show, and no draft shows in another's card.
cp "$TESTS/draft.txt" a.txt
sed s/honey/wax/ "$TESTS/draft.txt" >b.txt
for n in 1 2 8; do
    for format in text json csv html; do
        reprise score -q a.txt b.txt --against "$SAMPLE" --threads $n --format $format
        reprise score -q b.txt a.txt --threads $n --format $format --against \
            $(ls "$SAMPLE"/*.txt | sort -r)
    done | sha256sum
done | uniq | wc -l
reprise score -q a.txt --against "$SAMPLE" --format csv >alone.csv
reprise score -q a.txt b.txt --against "$SAMPLE" --format csv | grep -v ^b.txt | diff alone.csv -
