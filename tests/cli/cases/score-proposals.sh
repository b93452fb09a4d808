# Headers of proposals, brackets, and a draft that is paragraphs only.
cat >proposals.txt <<'EOF'
SUP	ABC/12/1
RESOLUTION 306 (Rev. Dubai, 2018)

MOD	ABC/12/2
DRAFT REVISION OF RESOLUTION 302 (Rev. Busan, 2014)

Tide gauges

The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),

resolves

[2	that each Member State with a coast [should][shall] keep at least one reporting tide gauge for every two hundred kilometres of it;]

3	that every gauge shall be painted green,

Reasons: Green is seen from afar.

resolves nothing more
EOF
cat >plain.txt <<'EOF'
that the identifier shall be cast in the hull and not painted on it;
that gulls shall be asked before a buoy is launched.
EOF
reprise score -q plain.txt proposals.txt --against "$SAMPLE"
