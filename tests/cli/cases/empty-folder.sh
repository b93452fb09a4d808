mkdir empty
reprise segment empty
