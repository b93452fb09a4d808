reprise explain -q PP-301/considering/a WTDC-391/considering/a "$SAMPLE"
