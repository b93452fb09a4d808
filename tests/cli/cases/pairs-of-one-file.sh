# Lines are bare numbers where there is one file.
cat "$SAMPLE/pp-308.txt" "$SAMPLE/wtsa-345.txt" >both.txt
reprise pairs both.txt | cut -f 2,4 | grep -vc '^[0-9]*	[0-9]*$'
