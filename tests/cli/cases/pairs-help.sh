reprise pairs --help
