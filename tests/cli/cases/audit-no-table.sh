echo "No resolution stands here." >plain.txt
reprise audit plain.txt --against "$SAMPLE"
