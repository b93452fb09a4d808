# Every field of every clause of one small resolution.
cat >small.txt <<'TEXT'
RESOLUTION 931 (Rev. Dubai, 2018)
Lamps on jetties
The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),
considering
that boats pass by night,
resolves to instruct the Director of the Telecommunication Standardization Bureau
1	to count the lamps, as Resolution 932 (Rev. Dubai, 2012) of the World Telecommunication Standardization Assembly asks:
a)	on jetties;
b)	on piers,
invites Member States
to light them.
TEXT
reprise segment small.txt
