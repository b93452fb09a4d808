# A draft of a resolution that is there: its own text apart, all others as repetition.
reprise score -q "$SAMPLE/../drafts/wtsa-341-mod.docx" --against "$SAMPLE" |
    sed -E "s/[0-9]+%/N%/g"
