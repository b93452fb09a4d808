reprise segment --help
