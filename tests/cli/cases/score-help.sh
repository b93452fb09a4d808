reprise score --help
