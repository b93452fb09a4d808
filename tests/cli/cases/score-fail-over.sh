cp "$TESTS/draft.txt" draft.txt
for pct in 0 84 84.2% 84.3 100; do
    reprise score -q draft.txt --against "$SAMPLE" --fail-over $pct >card.txt && status=0 || status=$?
    echo "$pct: $status"
done
