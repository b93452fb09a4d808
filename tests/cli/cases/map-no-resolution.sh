echo "Nothing to map." >plain.txt
reprise map plain.txt
