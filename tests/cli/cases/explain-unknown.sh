reprise explain -q PP-308/resolve/2 RA-172/resolves/2 "$SAMPLE"
