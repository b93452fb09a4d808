# Copies, a near copy, one too far off; lines without words stay out; one word is enough.
cat >lines.txt <<'END'
to report annually to the Council on the implementation of this resolution

something else altogether that nobody has said before
To report annually to the Council, on the implementation of this Resolution;
to report annually to the Council on the implementation of this decision
 -- 
yes
something else that nobody has said before
Yes!
END
reprise dedup lines.txt
