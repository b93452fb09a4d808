# Each state of tracked changes has its own card.
for state in accepted original all; do
    reprise score -q "$SAMPLE/../drafts/wtsa-341-mod.docx" --changes $state \
        --against "$SAMPLE" --format text | grep -E "^[0-9]+ para|^  (their|res)|^Beside"
done
