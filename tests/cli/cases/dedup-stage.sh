# The filters of a distributed run: what they say, and what they refuse. tests/stages.py has
# the rest.
printf 'RPTEXT1\n\2\0\0\0\10\0\0\0' >texts
printf '\1\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0' >>texts
printf '\0\0\0\0\5\0\0\0\10\0\0\0a b c' >>texts
printf 'd e\0\0\0\0\0\0\0\0' >>texts
reprise dedup --stage shingle texts | od -An -v -tx1
reprise dedup --stage shingle --jsonl text - <texts >out && exit 1 || echo "status $?"
head -c 40 texts | reprise dedup --stage shingle - || echo "status $?"
reprise dedup --stage verify texts || echo "status $?"
reprise dedup --stage shingle --pairs texts || echo "status $?"
reprise dedup --stage verify --jsonl text texts || echo "status $?"
reprise dedup --stage verfy texts
