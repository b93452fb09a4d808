reprise explain PP-308/resolves/2 RA-172/resolves/2
