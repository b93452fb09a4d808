cp "$TESTS/draft.txt" draft.txt
for pct in 0 83 83.87% 83.88 100; do
    reprise score -q draft.txt --against "$SAMPLE" --fail-over $pct >card.txt && status=0 || status=$?
    echo "$pct: $status"
done
