#!/usr/bin/env python3
"""`reprise dedup` where things go wrong or are large: signals, a full temporary disk, long
lines, all lines alike.

usage: engine.py PROGRAM GENERATE [--full]

Without --full some seconds and 100 MB; with it the sizes of the issue (a line of 500 MB, ten
million lines: some minutes, 8 GB of memory, 4 GB under $TMPDIR).
A full disk needs root, for a small tmpfs in a mount namespace of its own; skipped elsewhere.
"""
import fcntl
import json
import os
import pathlib
import random
import select
import signal
import subprocess
import sys
import tempfile
import time

SPILLING = ["--memory", "1", "--threads", "2", "--threshold", "0.7"]


class Bench:
    def __init__(self, program, generate, folder, full):
        self.program, self.full, self.folder = program, full, folder
        self.spill = folder / "spill"
        self.spill.mkdir()
        self.environment = dict(os.environ, TMPDIR=str(self.spill))
        self.text = folder / "text.txt"
        with open(self.text, "wb") as out:
            subprocess.run([generate, "1000000" if full else "60000", "--hot", "30"],
                           stdout=out, check=True)

    def start(self, *options, **how):
        how = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL,
               "stderr": subprocess.PIPE, **how}
        return subprocess.Popen([self.program, "dedup", *map(str, options)],
                                env=self.environment, **how)

    def stats(self, *options):
        """Statistics, processor seconds and output of a run that ends well."""
        file, out = self.folder / "stats.json", self.folder / "out"
        with open(out, "wb") as output:
            process = self.start("-q", "--stats", file, *options, stdout=output)
            message = process.stderr.read()
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, (options, process.returncode, message)
        return json.loads(file.read_text()), usage.ru_utime + usage.ru_stime, out.read_bytes()

    def expect_clean(self, stats_file=None):
        assert list(self.spill.iterdir()) == [], list(self.spill.iterdir())
        assert not stats_file or not stats_file.exists(), stats_file


def ended(process, number, what):
    """The process ends by the signal's status, says so, soon."""
    _, message = process.communicate(timeout=60)
    assert process.returncode == 128 + number, (what, process.returncode, message)
    assert b"no file was left half-written" in message, (what, message)


def signals(bench):
    stats = bench.folder / "never.json"
    for number in (signal.SIGINT, signal.SIGTERM):
        # reading: a pipe that stays open
        process = bench.start(*SPILLING, "-", stdin=subprocess.PIPE)
        process.stdin.write(b"a line that is there\n" * 300000)
        process.stdin.flush()
        time.sleep(0.1)
        process.send_signal(number)
        _, status = os.waitpid(process.pid, 0)
        assert os.waitstatus_to_exitcode(status) == 128 + number, status
        assert b"half-written" in process.stderr.read()
        process.returncode = 0
        bench.expect_clean(stats)
        # writing: a pipe that nobody reads
        ours, theirs = os.pipe()
        fcntl.fcntl(theirs, fcntl.F_SETPIPE_SZ, 4096)
        process = bench.start(*SPILLING, "--pairs", "--stats", stats, bench.text,
                              stdout=theirs)
        os.close(theirs)
        while len(select.select([ours], [], [], 60)[0]) == 0 or not blocked(process.pid):
            pass
        process.send_signal(number)
        ended(process, number, "writing")
        os.close(ours)
        bench.expect_clean(stats)
    # between: at moments spread over the whole run
    start = time.monotonic()
    bench.start(*SPILLING, bench.text).communicate()
    usual, stopped, total = time.monotonic() - start, 0, 40 if bench.full else 16
    for i in range(total):
        number = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)[i % 3]
        process = bench.start(*SPILLING, "--stats", stats, bench.text)
        time.sleep(usual * (i + 0.5) / total)
        process.send_signal(number)
        _, message = process.communicate(timeout=60)
        code = process.returncode
        # 0: it was done; -number: killed, or the signal came before main
        assert code in (0, 128 + number, -number), (code, message)
        assert code != 128 + number or b"half-written" in message, message
        if code == 0:
            stats.unlink()
        stopped += code == 128 + number
        bench.expect_clean(stats)
    print(f"signals: {stopped} of {total} came in the midst of it (a third are SIGKILL); "
          "nothing is left")


def blocked(pid):
    """Whether the process waits in a system call (write, as it turns out) and burns no time."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    time.sleep(0.1)
    later = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return fields[0] == later[0] == "S" and fields[11:13] == later[11:13]


def full_disk(bench):
    small = bench.folder / "small"
    small.mkdir()
    script = ('mount -t tmpfs -o size="$1" tmpfs "$2" || exit 77; shift; export TMPDIR="$1"; '
              'shift; "$@"; code=$?; echo "left: $(ls -A "$TMPDIR" | wc -l)" >&2; exit $code')
    seen = []
    for size in ("64k", "2m", "6m", "16m", "48m", "1g"):
        stats = bench.folder / "never.json"
        command = ["unshare", "-m", "sh", "-c", script, "sh", size, small, bench.program,
                   "dedup", *SPILLING, "--stats", stats, bench.text]
        try:
            run = subprocess.run(list(map(str, command)), capture_output=True, text=True)
        except FileNotFoundError:
            run = None
        if not run or run.returncode == 77 or "unshare failed" in run.stderr:
            print("SKIPPED a full temporary disk: cannot mount a tmpfs here (needs root)")
            return
        assert run.stderr.endswith("left: 0\n"), run.stderr
        if run.returncode == 0:
            stats.unlink()
        else:
            assert run.returncode == 2, run
            assert f"to {small}: No space left on device" in run.stderr, run.stderr
            assert run.stdout == "" and not stats.exists(), run
        seen.append(run.returncode)
    assert seen[0] == 2 and seen[-1] == 0, seen
    print(f"full disk: {seen.count(2)} sizes too small are named, {seen.count(0)} do")


def long_lines(bench):
    """Two equal long lines and one with another last word: what a pair of them is, is known."""
    for millions in (200, 500) if bench.full else (10,):
        path = bench.folder / "long.txt"
        for kind, word in (("one word", b"provision "), ("one letter", b"a"),
                           ("letters", b"a b c d "), ("not ASCII", "é à ".encode()),
                           ("a long word not ASCII", "é".encode())):
            n = millions * 1000000 // len(word)
            with open(path, "wb") as out:
                for _ in range(n // 1000):
                    out.write(word * 1000)
                out.write(b"\nshort\n")
                for _ in range(n // 1000):
                    out.write(word * 1000)
                out.write(b"\n")
            start = time.monotonic()
            stats, cpu, out = bench.stats("--threshold", "0.7", "--threads", "2", path)
            assert out == b"1\t1\n3\t1\n", (kind, out)
            print(f"two lines of {millions} MB, {kind}: {time.monotonic() - start:.1f} s, CPU "
                  f"{cpu:.1f} s, {stats['peak_rss_bytes'] >> 20} MiB with the file")
        # distinct words, the second line with one in ten of another text
        draw = random.Random(1)
        words = [b"w%x " % draw.getrandbits(32) for _ in range(millions * 100000)]
        for _ in range(2):
            with open(path, "ab" if _ else "wb") as out:
                out.write(b"".join(words) + b"\n")
            for i in range(0, len(words), 100):
                words[i] = b"other "
        del words
        start = time.monotonic()
        stats, cpu, out = bench.stats("--threshold", "0.7", "--pairs", path)
        assert out.startswith(b"1\t2\t0.9"), out
        print(f"two nearly equal lines of {millions} MB of distinct words: "
              f"{time.monotonic() - start:.1f} s, CPU {cpu:.1f} s, "
              f"{stats['peak_rss_bytes'] >> 20} MiB")
        path.unlink()


def many_lines(bench):
    """Inputs that could cost more than they are worth, as shares of ordinary text."""
    million = 1000000 if bench.full else 30000
    path = bench.folder / "many.txt"
    words = " ".join(f"word{i}" for i in range(58))
    kinds = {
        "ordinary": None,
        "all equal": (million, lambda i: words + " and no more\n"),
        "nearly equal": (million // 10, lambda i: f"{words} in item {i}\n"),
        "a template": (million // 10, lambda i: f"road {i} is closed from {3 * i} to {5 * i} "
                                                f"and {7 * i} and {11 * i} {words}\n"),
        "one word each, all different": (10 * million, lambda i: f"w{i}\n"),
        "one word each, of a thousand": (10 * million, lambda i: f"w{i % 1000}\n"),
    }
    usual = None
    for kind, made in kinds.items():
        if made:
            n, line = made
            with open(path, "w") as out:
                for begin in range(0, n, 10000):
                    out.write("".join(line(i) for i in range(begin, min(n, begin + 10000))))
        where = path if made else bench.text
        stats, cpu, out = bench.stats("--threshold", "0.7", "--threads", "1", where)
        lines = stats["paragraphs"]
        us, own = 1e6 * cpu / lines, (stats["peak_rss_bytes"] - stats["bytes"]) / lines
        usual = usual or (us, own)
        print(f"{lines} lines, {kind}: {us:.2f} us CPU a line ({us / usual[0]:.2f} x), "
              f"{own:.0f} bytes of own memory a line ({own / usual[1]:.2f} x), output "
              f"{len(out) / lines:.1f} bytes a line, {stats['clusters']} clusters")
        if kind in ("all equal", "nearly equal"):
            assert stats["clusters"] == 1 and stats["clustered"] == lines, stats
        if kind.startswith("one word"):
            n = 0 if "different" in kind else 1000
            assert stats["clusters"] == n and stats["clustered"] == (lines if n else 0), stats
    path.unlink()


def main():
    program, generate = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix="reprise-") as folder:
        bench = Bench(program, generate, pathlib.Path(folder), "--full" in sys.argv)
        for part in (signals, full_disk, long_lines, many_lines):
            part(bench)
            bench.expect_clean()


main()
