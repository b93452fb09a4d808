reprise audit nowhere.txt --against "$SAMPLE"
