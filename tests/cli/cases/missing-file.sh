reprise segment nowhere.txt
