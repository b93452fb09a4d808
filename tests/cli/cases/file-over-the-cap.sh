echo 'RESOLUTION 1 (Dubai, 2018)' >small.txt
reprise segment --max-file 10 small.txt
