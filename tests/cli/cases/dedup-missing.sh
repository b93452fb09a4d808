reprise dedup nowhere.txt
