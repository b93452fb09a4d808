# Clauses that are nearly equal are no reason to refuse a run: each is paired with as many as
# the limits allow, and the rest is told.
python3 - <<'END' >texts.txt
for i in range(60):
    print(f"RESOLUTION {i + 1} (Dubai, 2018)\nOn kites\n\nThe Plenipotentiary Conference (Dubai, 2018),"
          f"\n\nresolves\n\n1\tthat every kite over the pass be counted daily by keeper number {i};\n")
END
for limit in '--max-candidates 3' '--max-pairs 10'; do
    reprise pairs -q --min-score 0 --max-postings 1 $limit texts.txt | wc -l
done
reprise pairs -q --min-score 0 texts.txt | wc -l
