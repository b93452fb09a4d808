#!/usr/bin/env python3
"""`reprise dedup --stage`: a chain of plain Python over the two filters gives what `reprise
dedup` gives, and each fault in a stream is refused with the row that has it.

The chain is scripts/spark/dedup.py in one process: between the filters it counts, orders,
groups and settles, and what it sends is cut into frames at random. usage: stages.py PROGRAM
"""
import array
import collections
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

END = struct.pack("<II", 0, 0)


def column(kind, values):
    data = array.array(kind, values)
    assert data.itemsize == {"Q": 8, "I": 4}[kind]
    if sys.byteorder == "big":
        data.byteswap()
    return data.tobytes()


def offsets(rows):
    ends = [0]
    for row in rows:
        ends.append(ends[-1] + len(row))
    return column("I", ends)


def texts_frame(rows):
    """rows: (id, bytes)"""
    texts = [text for _, text in rows]
    return (struct.pack("<II", len(rows), sum(map(len, texts)))
            + column("Q", [i for i, _ in rows]) + offsets(texts) + b"".join(texts))


def lists_frame(rows):
    """rows: (key, part, side, id, size, elements)"""
    key, part, side, number, size, elements = zip(*rows)
    return (struct.pack("<II", len(rows), sum(map(len, elements)))
            + column("Q", key) + column("Q", number)
            + column("Q", [e for row in elements for e in row]) + offsets(elements)
            + column("I", part) + column("I", side) + column("I", size))


def stream(magic, frame, rows, draw=None):
    out, at = [magic], 0
    while at < len(rows):
        n = draw.randint(1, 40) if draw else len(rows)
        out.append(frame(rows[at:at + n]))
        at += n
    return b"".join(out) + END


def run(program, arguments, data):
    done = subprocess.run([program, "dedup", *arguments, "-"], input=data, capture_output=True)
    return done.returncode, done.stdout, done.stderr.decode()


def frames(data, magic, layout):
    """The rows of a stream; layout: "q" and "i" one a row, "e" the elements."""
    assert data[:8] == magic, data[:8]
    at, rows = 8, []
    while True:
        n, m = struct.unpack_from("<II", data, at)
        at += 8
        if n == 0:
            assert at == len(data)
            return rows
        columns, elements, ends = [], None, None
        for kind in layout:
            count, size = {"q": (n, "Q"), "i": (n, "I"), "e": (m, "Q"), "o": (n + 1, "I")}[kind]
            values = struct.unpack_from(f"<{count}{size}", data, at)
            at += count * (8 if size == "Q" else 4)
            if kind == "e":
                elements = values
            elif kind == "o":
                ends = values
            else:
                columns.append(values)
        if ends:
            columns.append([elements[ends[i]:ends[i + 1]] for i in range(n)])
        rows += zip(*columns)


def rarity(count):
    """Exact up to 8, then a class for each doubling: five bits."""
    return count - 2 if count <= 8 else min(31, 6 + (count - 1).bit_length() - 3)


def survivors(sets, threshold):
    """sets: {id: (size, elements)}; elements that one set has alone are left out, sets that
    have too many of them too."""
    count = collections.Counter(e for _, elements in sets.values() for e in elements)
    kept = {}
    for i, (size, elements) in sets.items():
        elements = [e for e in elements if count[e] > 1]
        if elements and len(elements) * 1000000 >= threshold * size:
            kept[i] = (size, elements)
    return kept, count


def chain(program, texts, threshold, shingle, draw):
    """{line: representative}, {(a, b): (shared, size_a, size_b)} of the groups, {line: group}"""
    code, out, err = run(program, ["-q", "--stage", "shingle", "--shingle", str(shingle)],
                         stream(b"RPTEXT1\n", texts_frame, list(enumerate(texts, 1)), draw))
    assert code == 0 and err == "", err
    first, group, sets = {}, {}, {}
    for line, one, two, skipped, elements in frames(out, b"RPSETS1\n", "qqqeoi"):
        assert not skipped and list(elements) == sorted(set(elements))
        if elements:
            group[line] = first.setdefault((one, two), line)
            sets[group[line]] = (len(elements), elements)
    kept, _ = survivors(sets, threshold)
    kept, count = survivors(kept, threshold)
    rows = []
    for i, (size, elements) in kept.items():
        order = sorted(rarity(count[e]) << 58 | e >> 6 for e in elements)
        prefix = size - (threshold * size + 999999) // 1000000 + 1 - (size - len(order))
        rows += [(key, 0, 0, i, size, order) for key in order[:max(prefix, 0)]]
    code, out, err = run(program, ["-q", "--stage", "verify", "--threshold",
                                   f"{threshold / 1000000:.6f}"],
                         stream(b"RPLIST1\n", lists_frame, sorted(rows), draw))
    assert code == 0 and err == "", err
    found = frames(out, b"RPPAIR1\n", "qqiii")
    pairs = {(a, b): rest for a, b, *rest in found}
    assert len(pairs) == len(found), "a pair twice"
    leader = {}
    for b, a in sorted((b, a) for a, b in pairs):
        if a not in leader:
            leader.setdefault(b, a)
    return {line: leader.get(g, g) for line, g in group.items()}, pairs, group


def dedup(program, path, *arguments):
    out = subprocess.run([program, "dedup", "-q", "--engine", "exact", *arguments, path],
                         capture_output=True, check=True).stdout.decode()
    return [line.split("\t") for line in out.splitlines()]


def clusters_of(home):
    size = collections.Counter(home.values())
    return [[str(line), str(at)] for line, at in sorted(home.items()) if size[at] > 1]


def pairs_of(pairs, group):
    members = collections.defaultdict(list)
    for line, g in group.items():
        members[g].append(line)
    out = {}
    for (a, b), (shared, size_a, size_b) in pairs.items():
        union = size_a + size_b - shared
        for x in members[a]:
            for y in members[b]:
                out[min(x, y), max(x, y)] = (shared * 2000000 + union) // (2 * union)
    for lines in members.values():
        out.update({(x, y): 1000000 for x in lines for y in lines if x < y})
    return [[str(a), str(b), f"{ppm // 1000000}.{ppm % 1000000:06}"]
            for (a, b), ppm in sorted(out.items())]


def make_texts(draw, n):
    words = [f"w{i}" for i in range(400)] + ["à", "Ω", "中"]
    texts, formula = [], draw.choices(words, k=12)
    for _ in range(n):
        kind = draw.random()
        if kind < 0.5 and texts:
            text = draw.choice(texts[-60:] if kind < 0.25 else texts).split()
            for _ in range(draw.randint(0, 4)):
                if text:
                    text[draw.randrange(len(text))] = draw.choice(words)
        else:
            text = draw.choices(words, k=draw.choice([0, 1, 2, 3, 10, 20, 40]))
            if kind < 0.8:
                text = formula + text
        texts.append(" ".join(text))
    return texts


def check_results(program):
    draw = random.Random(9)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "texts")
        n_clustered = 0
        for threshold in (50000, 333333, 500000, 700000, 800000, 999999, 1000000):
            for shingle in (1, 3):
                texts = make_texts(draw, draw.choice([1, 30, 250]))
                path.write_text("".join(text + "\n" for text in texts))
                options = ["--threshold", f"{threshold / 1000000:.6f}", "--shingle",
                           str(shingle)]
                home, pairs, group = chain(program, [t.encode() for t in texts], threshold,
                                           shingle, draw)
                want = dedup(program, path, *options)
                assert clusters_of(home) == want, (threshold, shingle)
                assert pairs_of(pairs, group) == dedup(program, path, *options, "--pairs")
                n_clustered += len(want)
        assert n_clustered > 500
    print(f"chain equals dedup, {n_clustered} lines in clusters")


def check_sides(program):
    """A follower is given its first leader alone, leaders are not compared."""
    rows = [(5, 0, 1, 1, 2, [5, 6]), (5, 0, 1, 2, 2, [5, 6]), (5, 0, 2, 3, 2, [5, 6]),
            (5, 0, 2, 4, 2, [5, 6]), (5, 1, 0, 1, 2, [5, 6]), (5, 1, 0, 2, 2, [5, 6])]
    code, out, err = run(program, ["--stage", "verify"], stream(b"RPLIST1\n", lists_frame, rows))
    assert code == 0, err
    assert frames(out, b"RPPAIR1\n", "qqiii") == [
        (1, 3, 2, 2, 2), (1, 4, 2, 2, 2), (1, 2, 2, 2, 2)]
    assert err == ("reprise: 6 rows in 2 lists; pairs: 0 ruled out by place or length, 0 "
                   "counted in other lists, 3 compared, 3 alike\n"), err


def check_faults(program):
    good = [(5, 0, 0, 1, 3, [4, 5, 6]), (5, 0, 0, 2, 3, [4, 5, 6]), (7, 0, 0, 1, 2, [6, 7])]

    def lists(*rows):
        return stream(b"RPLIST1\n", lists_frame, rows)

    def changed(at, row):
        return lists(*[row if i == at else r for i, r in enumerate(good)])

    whole = lists(*good)
    texts = stream(b"RPTEXT1\n", texts_frame, [(1, b"a b"), (2, b"c")])
    broken = texts_frame([(1, b"a b"), (2, b"c")])
    falling = broken[:24] + column("I", [0, 5, 4]) + broken[36:]
    short = broken[:24] + column("I", [0, 3, 3]) + broken[36:]
    late = broken[:24] + column("I", [1, 3, 4]) + broken[36:]
    huge = b"RPTEXT1\n" + struct.pack("<II", 1, 2**32 - 1)
    cases = [
        ("verify", changed(1, (5, 0, 0, 1, 3, [4, 5, 6])), "row 2: it is not after the row"),
        ("verify", changed(2, (4, 0, 0, 1, 3, [4, 5, 6])), "row 3: it is not after the row"),
        ("verify", changed(1, (5, 0, 3, 2, 3, [4, 5, 6])), "row 2: its side is none"),
        ("verify", changed(1, (5, 0, 0, 2, 2, [4, 5, 6])), "row 2: its size is less"),
        ("verify", changed(2, (7, 0, 0, 1, 2, [7, 7])), "row 3: its elements do not ascend"),
        ("verify", changed(2, (8, 0, 0, 1, 2, [6, 7])), "row 3: its key is not among"),
        ("verify", changed(0, (5, 0, 0, 1, 3, [])), "row 1: it has no elements"),
        ("verify", whole[:-8], "the stream was cut: it has no frame without rows at its end, "
                               "after row 3"),
        ("verify", whole[:-9], "the stream was cut: it ends in the frame that begins here, "
                               "with row 1"),
        ("verify", whole[:12], "the stream was cut"),
        ("verify", whole + b"x", "something follows the frame without rows"),
        ("verify", b"", 'no stream of RPLIST for this stage: that begins with "RPLIST1"'),
        ("verify", texts, "no stream of RPLIST"),
        ("shingle", whole, "no stream of RPTEXT"),
        ("shingle", b"RPTEXT1\n" + falling + END, "row 1: its elements end before they begin"),
        ("shingle", b"RPTEXT1\n" + short + END, "row 2: the frame has elements past"),
        ("shingle", b"RPTEXT1\n" + late + END, "row 1: its elements do not begin at 0"),
        ("shingle", texts[:-8] + falling + END, "row 3: its elements end"),
        ("shingle", huge, "row 1: its frame has 1 rows and 4294967295 elements, more than"),
        ("shingle", texts[:-8] + END[:4] + b"\1\0\0\0", "something follows"),
    ]
    for stage, data, message in cases:
        code, out, err = run(program, ["--stage", stage], data)
        assert code == 2 and message in err, (stage, message, code, err)
        assert not out.endswith(END), "an end after a fault"
    draw = random.Random(4)
    for _ in range(300):  # never a crash
        stage, data = draw.choice([("verify", whole), ("shingle", texts)])
        data = bytearray(data)
        for _ in range(draw.randint(1, 3)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        code, _, err = run(program, ["-q", "--stage", stage], bytes(data[:draw.randint(0, 200)]))
        assert code in (0, 2) and (code == 0) == (err == ""), (code, err)
    print(f"{len(cases)} faults are refused by row, 300 random ones without a crash")


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    check_results(program)
    check_sides(program)
    check_faults(program)


if __name__ == "__main__":
    main()
