reprise scan --help
