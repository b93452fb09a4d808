reprise scam
