# What is no index, or none that this program knows, is refused by name and left alone.
cp -r "$SAMPLE" corpus
reprise index -q corpus -o texts.index >/dev/null
try() { "$@" || echo "status $?"; }
echo text >notes
sqlite3 other.db 'CREATE TABLE t(x)'
cp texts.index newer.index
sqlite3 newer.index 'PRAGMA user_version=3'
cp texts.index older.index
sqlite3 older.index 'PRAGMA user_version=1'
cp texts.index torn.index
truncate -s 100000 torn.index
cp texts.index changed.index
sqlite3 changed.index "UPDATE clause SET text = 'kites' WHERE id = 7;
    DELETE FROM occurrence WHERE clause = 9;
    UPDATE merged SET corpus = zeroblob(200) WHERE resolution = 3"
cp texts.index schema.index
sqlite3 schema.index 'DROP VIEW v_pair; CREATE VIEW v_pair AS SELECT 1 AS a'
for file in notes other.db newer.index older.index torn.index changed.index schema.index missing.index; do
    echo "== $file"
    try reprise check $file
    try reprise update $file corpus
    [ $file = notes ] || try reprise scan $file -o report
done 2>&1 | sed 's/(.*)/(...)/'
try reprise index corpus -o notes
cat notes
try reprise index corpus -o texts.txt
try reprise index corpus -o missing/texts.index
try reprise index texts.index -o again.index
try reprise index corpus
try reprise update texts.index
try reprise update --decisions notes texts.index corpus

# Another writer is told apart, and readers are in nobody's way.
python3 - <<'PYTHON'
import sqlite3, subprocess
base = sqlite3.connect("texts.index", isolation_level=None)
base.execute("BEGIN IMMEDIATE")
print(subprocess.run(["reprise", "update", "texts.index", "corpus"], capture_output=True, text=True))
print(subprocess.run(["reprise", "check", "texts.index"], capture_output=True, text=True).stdout)
base.execute("ROLLBACK")
# A reader keeps what it began with, and is in nobody's way.
base.execute("BEGIN")
before = base.execute("SELECT generation FROM state").fetchone()
open("corpus/zz.txt", "w").write(open("corpus/pp-303.txt").read())
print(subprocess.run(["reprise", "update", "texts.index", "corpus"], capture_output=True, text=True).returncode)
print(before, base.execute("SELECT generation FROM state").fetchone())
base.execute("COMMIT")
print(base.execute("SELECT generation FROM state").fetchone())
PYTHON
