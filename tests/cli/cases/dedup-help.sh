reprise dedup --help
