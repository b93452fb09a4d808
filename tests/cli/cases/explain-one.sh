reprise explain -q RA-172/resolves/2 RA-172/resolves/2 "$SAMPLE"
