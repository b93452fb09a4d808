#!/usr/bin/env python3
"""The progress line, as a terminal gets it: sources that arrive slowly, through pipes.

usage: progress.py PROGRAM
"""
import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile
import threading
import time

N_FILES, PAUSE = 8, 0.4  # seconds
TEXT = """RESOLUTION {0} (Dubai, 2018)
On kites

resolves
1\tthat every kite over the pass be counted daily by a person who can tell kites apart;
2\tthat number {0} be painted on it;
"""


def feed(paths, pause):
    for number, path in enumerate(paths, 1):
        with open(path, "w") as pipe:
            time.sleep(pause)
            pipe.write(TEXT.format(900 + number))


def run(program, folder, *options, terminal, pause=PAUSE / 8):
    """What stands on stderr, a terminal or not, after a scan of slow pipes."""
    paths = [folder / f"{number}.txt" for number in range(N_FILES)]
    for path in paths:
        os.mkfifo(path)
    feeder = threading.Thread(target=feed, args=(paths, pause), daemon=True)
    feeder.start()
    ours, theirs = pty.openpty() if terminal else os.pipe()
    process = subprocess.Popen(
        [program, "scan", *paths, "--threads", "1", "-o", folder / "report", *options],
        stdout=subprocess.DEVNULL, stderr=theirs, stdin=subprocess.DEVNULL)
    os.close(theirs)
    got = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # the terminal's other end is closed
            piece = b""
        if not piece:
            break
        got += piece
    os.close(ours)
    assert process.wait() == 0, got
    feeder.join()
    for path in paths:
        path.unlink()
    return got.decode()


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="reprise-") as name:
        folder = pathlib.Path(name)
        drawn = run(program, folder, terminal=True, pause=PAUSE)
        lines = drawn.split("\r\033[K")
        assert all(len(line) < 80 and "\n" not in line for line in lines), lines
        percents = [int(m[1]) for m in re.finditer(r"reading +(\d+)%", drawn)]
        assert len(percents) > 3 and percents == sorted(percents), drawn
        rated = [line for line in lines
                 if re.fullmatch(r"reprise: reading +\d+%, \d+\.\d files/s, \d+ s left", line)]
        assert rated, drawn
        # the pipes are as slow as they are: at most 1/PAUSE files a second
        rate = float(re.search(r"([\d.]+) files/s", rated[-1])[1])
        assert 0 < rate <= 1 / PAUSE, rated[-1]
        assert lines[-1] == "", "the line stays on the screen"
        quiet = run(program, folder, "--quiet", terminal=True, pause=PAUSE / 4)
        assert quiet == "", quiet
        piped = run(program, folder, terminal=False)
        assert piped == "", piped
    print("drawn as it must be")


main()
