# Each line that is not empty, with what it was taken for, and the sums.
printf 'RESOLUTION 931 (Rev. Dubai, 2018)\nLamps on jetties\n\nresolves\n1\tto count the lamps;\n\tA cell of a table\n' >small.txt
reprise segment --verbose small.txt 2>&1 >/dev/null
