# A full disk is an error, not silence.
reprise --help >/dev/full
