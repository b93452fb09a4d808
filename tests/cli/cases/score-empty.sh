printf '' >draft.txt
reprise score draft.txt --against "$SAMPLE"
