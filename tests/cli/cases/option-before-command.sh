reprise --quiet
