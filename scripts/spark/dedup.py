#!/usr/bin/env python3
"""Find near-duplicates among more paragraphs than one machine holds, with Apache Spark.

usage: dedup.py [options] INPUT... OUTPUT    (README.md beside this file has the rest)

Gives the clusters of `reprise dedup --engine exact` on the inputs one after the other: every
line's representative is the smallest line that is a representative itself and within the
threshold of it. Spark counts, shuffles, spills and retries; `reprise dedup --stage shingle`
and `--stage verify` do the work inside each partition, as filters (PROTOCOL.md).

  number    lines get their numbers, from the rows of each block of each file
  shingle   texts become sets of hashed runs of words
  collapse  of identical sets the first stays
  rarity    elements that one set has alone are left out, twice over; sets with too many of
            them cannot have a partner; the rest is ordered, the rarest first
  lists     each set stands in the lists of the first m - ceil(t m) + 1 of its elements
  verify    a list is joined where it arrives; a pair is counted in one list only
  settle    from pairs to representatives, in the order of lines
"""
import argparse
import decimal
import os
import subprocess
import sys
import tempfile
import threading

import numpy
import pyarrow
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

END = bytes(8)
RARITY_SHIFT = 58  # five bits of rarity above 58 of the hash: positive, so order is unsigned
HOT_SHARE = 0.01  # of the sets are sampled for shingles that stand in very many,
MOST_SAMPLED = 10**7  # sets at most
HOT_SEEN = 200  # times in the sample: some 20,000 sets
MAX_HOT = 200000


def frames_to(out, batches, magic, parts):
    """Write a stream: `parts` gives a batch's rows, elements and columns as buffers."""
    out.write(magic)
    for batch in batches:
        n, m, columns = parts(batch)
        if n:
            out.write(numpy.array([n, m], "<u4"))
            for column in columns:
                out.write(column)
    out.write(END)
    out.close()


def values(array, kind):
    return numpy.ascontiguousarray(array.to_numpy(zero_copy_only=False).astype(kind))


def ends(array):
    """The offsets of a list or binary column from 0 on, and what they begin with."""
    n = len(array)
    offsets = numpy.frombuffer(array.buffers()[1], "<i4", n + 1, 4 * array.offset)
    return offsets - offsets[0], int(offsets[0]), int(offsets[-1])


def text_parts(batch):
    text = batch.column("text")
    offsets, begin, end = ends(text)
    data = text.buffers()[2]
    return len(text), end - begin, [
        values(batch.column("id"), "<u8"), offsets,
        memoryview(data)[begin:end] if end > begin else b""]


def list_parts(batch):
    elements = batch.column("elements")
    offsets, begin, end = ends(elements)
    return len(elements), end - begin, [
        values(batch.column("key"), "<u8"), values(batch.column("id"), "<u8"),
        values(elements.values[begin:end], "<u8"), offsets,
        values(batch.column("part"), "<u4"), values(batch.column("side"), "<u4"),
        values(batch.column("size"), "<u4")]


def read_frames(source, magic, wide, elements, narrow, name):
    """Frames of `wide` columns of 64 bits, elements with their offsets if there are such, and
    `narrow` columns of 32 bits."""
    def take(n):
        data = source.read(n)
        if len(data) != n:
            raise RuntimeError(f"{name}: its output was cut")
        return data

    if take(8) != magic:
        raise RuntimeError(f"{name}: no stream of {magic[:6].decode()}")
    while True:
        n, m = (int(x) for x in numpy.frombuffer(take(8), "<u4"))
        if n == 0:
            return
        columns = [pyarrow.Array.from_buffers(
            pyarrow.int64(), n, [None, pyarrow.py_buffer(take(8 * n))]) for _ in range(wide)]
        if elements:
            child = pyarrow.Array.from_buffers(
                pyarrow.int64(), m, [None, pyarrow.py_buffer(take(8 * m))])
            columns.append(pyarrow.Array.from_buffers(
                pyarrow.list_(pyarrow.int64()), n,
                [None, pyarrow.py_buffer(take(4 * (n + 1)))], children=[child]))
        columns += [pyarrow.Array.from_buffers(
            pyarrow.int32(), n, [None, pyarrow.py_buffer(take(4 * n))]) for _ in range(narrow)]
        yield columns


def through(command, batches, to_stream, from_stream, names):
    """The batches through a filter. What it says on stderr goes to the executor's; a failure
    is raised with it, so that Spark tries the task again and shows it in the end."""
    with tempfile.TemporaryFile() as said, subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said) as process:
        failed = []

        def feed():
            try:
                frames_to(process.stdin, batches, *to_stream)
            except BrokenPipeError:
                pass  # its status says why
            except BaseException as error:  # noqa: B902 - raised by the reader below
                failed.append(error)
                process.kill()

        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        broken = None
        try:
            for columns in read_frames(process.stdout, *from_stream, command[0]):
                yield pyarrow.RecordBatch.from_arrays(columns, names)
            process.wait()
        except RuntimeError as error:
            broken = error
        finally:
            if process.poll() is None:
                process.kill()
            feeder.join()
        said.seek(0)
        text = said.read().decode(errors="replace")
        sys.stderr.write(text)
        if failed:
            raise failed[0]
        if broken or process.returncode not in (0, 3):
            raise RuntimeError(f"{' '.join(command)}: status {process.wait()}: {text or broken}")


def numbered(batches):
    """Rows of blocks, each with what stands before its block, get their numbers."""
    base, n = None, 0
    for batch in batches:
        bases = batch.column("base")
        if bases.null_count:
            raise RuntimeError("a block that was not counted: did an input change?")
        bases = values(bases, "<i8")
        ids = numpy.empty(len(bases), "<i8")
        cuts = [0, *(numpy.flatnonzero(bases[1:] != bases[:-1]) + 1), len(bases)]
        for begin, end in zip(cuts, cuts[1:]):
            if begin == end:
                continue
            if bases[begin] != base:
                base, n = bases[begin], 0
            ids[begin:end] = numpy.arange(base + n + 1, base + n + 1 + end - begin)
            n += int(end - begin)
        yield pyarrow.RecordBatch.from_arrays(
            [pyarrow.array(ids), batch.column("text")], ["id", "text"])


def shingle_filter(command, rows_are_numbered):
    def run(batches):
        return through(command, batches if rows_are_numbered else numbered(batches),
                       (b"RPTEXT1\n", text_parts), (b"RPSETS1\n", 3, True, 1),
                       ["id", "digest_a", "digest_b", "elements", "skipped"])
    return run


def verify_filter(command):
    def run(batches):
        return through(command, batches, (b"RPLIST1\n", list_parts),
                       (b"RPPAIR1\n", 2, False, 3), ["a", "b", "shared", "size_a", "size_b"])
    return run


class Dedup:
    def __init__(self, spark, options):
        self.spark, self.options = spark, options
        self.ppm = options.ppm
        self.n_kept = 0
        share = f"{self.ppm / 1000000:.6f}"
        shingle = [options.program, "dedup", "--stage", "shingle", "--shingle",
                   str(options.shingle)]
        if options.format == "jsonl":
            shingle += ["--jsonl", options.field]
        self.shingle_command = [*shingle, "-"]
        self.verify_command = [options.program, "dedup", "--stage", "verify", "--threshold",
                               share, "-"]

    def say(self, text):
        if not self.options.quiet:
            print(f"dedup.py: {text}", file=sys.stderr, flush=True)

    def label(self, what):
        self.spark.sparkContext.setJobDescription(what)

    def keep(self, what, frame):
        """A stage's result in the work folder: what a lost machine had need not be made
        again, and the next stage's plan begins here."""
        path = f"{self.options.work}/{what}-{self.n_kept}"
        self.n_kept += 1
        self.label(what)
        frame.write.parquet(path)
        return self.spark.read.parquet(path)

    # number, shingle, collapse

    def read(self):
        """(text, block, row): rows of a block come in order; row is null if not known."""
        options, place = self.options, F.col("_metadata.file_path").alias("file")
        if options.format == "parquet":
            return self.spark.read.parquet(*options.inputs).select(
                F.col(options.field).cast("binary").alias("text"), place,
                F.lit(0).cast("long").alias("block"),
                F.col("_metadata.row_index").alias("row"))
        return self.spark.read.text(options.inputs, lineSep="\n").select(
            F.col("value").cast("binary").alias("text"), place,
            F.col("_metadata.file_block_start").alias("block"),
            F.lit(None).cast("long").alias("row"))

    def sets(self):
        """(id, digest_a, digest_b, elements, skipped) of each line."""
        rows = self.read()
        self.label("number")
        blocks = rows.groupBy("file", "block").agg(
            F.count("*"), F.count("text")).sort("file", "block").collect()
        base, table, n_null = 0, [], 0
        for file, block, n, n_text in blocks:
            table.append((file, block, base))
            base += n
            n_null += n - n_text
        if not base:
            raise SystemExit("dedup.py: no lines in the input")
        self.n_lines, self.n_skipped = base, n_null
        if n_null:
            self.say(f"{n_null} rows without a text skipped")
        table = self.spark.createDataFrame(table, "file string, block long, base long")
        rows = rows.join(F.broadcast(table), ["file", "block"], "left")
        text = F.coalesce("text", F.lit(b"")).alias("text")
        if self.options.format == "parquet":
            rows = rows.select((F.col("base") + F.col("row") + 1).alias("id"), text)
        else:
            rows = rows.select("base", text)
        sets = self.keep("shingle", rows.mapInArrow(
            shingle_filter(self.shingle_command, self.options.format == "parquet"),
            "id long, digest_a long, digest_b long, elements array<long>, skipped int"))
        self.label("skipped")
        n_sets, n_skipped = sets.agg(F.count("*"), F.sum("skipped")).first()
        if n_sets != base:
            raise RuntimeError(f"{base} lines were counted and {n_sets} read")
        if n_skipped:
            self.n_skipped += n_skipped
            for line, in sets.where("skipped = 1").select("id").sort("id").limit(5).collect():
                self.say(f"line {line}: skipped: no JSON object with a string "
                         f"\"{self.options.field}\"")
            self.say(f"{n_skipped} lines skipped in all")
        return sets

    # rarity

    def rarity(self, count):
        """Exact up to 8, then a class for each doubling."""
        return F.when(count <= 8, count - 2).otherwise(
            F.least(F.lit(31), F.length(F.bin(count - 1)) + 3)).cast("long")

    def shared(self, sets, what):
        """The elements of each set that others have too, as (rarity, hash), for sets that
        have enough of them. Shingles that stand in very many sets are known from a sample
        and stay out of the shuffle; what they are given for a count orders them alike
        everywhere, and that is all that an order needs."""
        self.label(what + ": sample")
        sampled = min(HOT_SHARE, MOST_SAMPLED / self.n_lines)
        sample = sets.sample(sampled, seed=1).select(F.explode("elements").alias("e"))
        hot = sample.groupBy("e").count().where(F.col("count") >= HOT_SEEN).sort(
            F.desc("count"), "e").limit(MAX_HOT).collect()
        hot = self.spark.createDataFrame(
            [(e, int(n / sampled)) for e, n in hot], "e long, n_hot long")
        entries = sets.select("id", F.explode("elements").alias("e")).join(
            F.broadcast(hot), "e", "left")
        known = entries.where("n_hot is not null").select(
            "id", "e", F.col("n_hot").alias("n"))
        rest = entries.where("n_hot is null").select("id", "e")
        rest = rest.select("id", "e", F.count("*").over(Window.partitionBy("e")).alias("n"))
        both = rest.where("n > 1").union(known).select(
            "id", F.struct(self.rarity(F.col("n")).alias("rarity"), "e").alias("element"))
        lists = both.groupBy("id").agg(F.collect_list("element").alias("shared"))
        return self.keep(what, lists.join(sets.select("id", "size"), "id").where(
            F.size("shared") * F.lit(1000000).cast("long") >= self.ppm * F.col("size")))

    def survivors(self, firsts):
        """(id, size, elements): elements as numbers whose order is that of rarity."""
        once = self.shared(firsts.where("size > 0").select("id", "size", "elements"),
                           "rarity, first").select(
            "id", "size", F.col("shared.e").alias("elements"))
        twice = self.shared(once, "rarity, second")
        return twice.select("id", "size", F.sort_array(F.transform(
            "shared", lambda x: F.shiftleft(x.rarity, RARITY_SHIFT).bitwiseOR(
                F.shiftrightunsigned(x.e, 64 - RARITY_SHIFT)))).alias("elements"))

    # lists, verify

    def lists(self, nodes):
        """nodes, once for each element of their prefixes."""
        may_differ = F.expr(f"size - (({self.ppm}L * size + 999999) div 1000000)")
        singles = F.col("size") - F.size("elements")
        return nodes.withColumn("n", (may_differ + 1 - singles).cast("int")).where(
            "n > 0").select("id", "size", "elements",
                            F.explode(F.slice("elements", F.lit(1), F.col("n"))).alias("key"))

    def verify(self, lists, what):
        """lists: key, part, side, id, size, elements -> pairs a, b"""
        lists = lists.select("key", "part", "side", "id", "size", "elements")
        arrived = lists.repartition(self.options.partitions, "key", "part")
        arrived = arrived.sortWithinPartitions("key", "part", "side", "id")
        return self.keep(what, arrived.mapInArrow(
            verify_filter(self.verify_command),
            "a long, b long, shared int, size_a int, size_b int").select("a", "b"))

    def among(self, nodes, what):
        """All pairs among the nodes."""
        return self.verify(self.lists(nodes).withColumn("part", F.lit(0)).withColumn(
            "side", F.lit(0)), what)

    def followers(self, leaders, nodes):
        """(member, leader) for the nodes that are like a leader, all of which stand before
        them: the smallest such. Of a list with very many nodes each part goes to a task of
        its own, and the leaders to all of these."""
        nodes, leaders = self.lists(nodes), self.lists(leaders)
        self.label("parts")
        parts = nodes.groupBy("key").count().where(
            F.col("count") > self.options.followers_a_part).select(
            "key", F.ceil(F.col("count") / self.options.followers_a_part).cast("int").alias("n_parts"))
        parts = parts.collect()
        if parts:
            self.say(f"{len(parts)} lists of followers are spread over up to "
                     f"{max(n for _, n in parts)} tasks each")
        parts = self.spark.createDataFrame(parts, "key long, n_parts int")
        nodes = nodes.join(F.broadcast(parts), "key", "left").withColumn(
            "part", F.pmod(F.hash("id"), F.coalesce("n_parts", F.lit(1)))).withColumn(
            "side", F.lit(2))
        leaders = leaders.join(F.broadcast(parts), "key", "left").withColumn(
            "part", F.explode(F.sequence(F.lit(0), F.coalesce("n_parts", F.lit(1)) - 1))
        ).withColumn("side", F.lit(1))
        pairs = self.verify(leaders.unionByName(nodes), "followers")
        return self.keep("followers, least", pairs.groupBy("b").agg(F.min("a")).toDF(
            "member", "leader"))

    # settle

    def settle(self, pairs):
        """(member, leader) from all pairs a < b: a node without a leader before it is one.
        Where no smaller node is open, a node is a leader; what is like it is none; and so
        on. What is left after some rounds, as of long chains, is settled in one place."""
        found = None
        while True:
            self.label("settle: count")
            n = pairs.count()
            self.say(f"settling, {n} pairs left")
            if n <= self.options.settle_here:
                break
            leaders = pairs.select(F.col("a").alias("l")).distinct().join(
                pairs.select(F.col("b").alias("l")).distinct(), "l", "left_anti")
            leaders = self.keep("settle: leaders", leaders)
            hits = self.keep("settle: members", pairs.join(
                leaders, pairs.a == leaders.l, "left_semi").groupBy("b").agg(
                F.min("a").alias("a")).select("b", "a"))
            found = hits if found is None else found.union(hits)
            closed = leaders.union(hits.select("b"))
            pairs = self.keep("settle: rest", pairs.join(
                closed, pairs.a == closed.l, "left_anti"))
        self.label("settle: here")
        rest = pairs.toPandas()
        order = numpy.lexsort((rest["a"], rest["b"])) if len(rest) else []
        members = {}
        for a, b in zip(rest["a"].to_numpy()[order].tolist(),
                        rest["b"].to_numpy()[order].tolist()):
            if b not in members and a not in members:
                members[b] = a
        here = self.spark.createDataFrame(list(members.items()), "b long, a long")
        found = here if found is None else found.union(here)
        return self.keep("settle: least", found.groupBy("b").agg(F.min("a")).toDF(
            "member", "leader"))

    def solve(self, nodes, depth=0):
        """(member, leader). All pairs, if they are not too many; else the first half, then
        what of the second follows its leaders, then the rest of the second: so a dense
        cluster costs what its members cost, as with `reprise dedup`."""
        self.label("lists: count")
        n_pairs, n_lists, longest = self.lists(nodes).groupBy("key").agg(
            F.count("*").cast("double").alias("n")).agg(
            F.sum(F.expr("n * (n - 1) / 2")),
            F.count("*"), F.max("n")).first()
        n_nodes = nodes.count()
        n_pairs = int(n_pairs or 0)
        self.say(f"{'  ' * depth}{n_nodes} sets in {n_lists} lists, the longest of "
                 f"{int(longest or 0)}: at most {n_pairs} pairs")
        most = max(self.options.round_pairs, self.options.round_pairs_a_set * n_nodes)
        if n_pairs > most and n_nodes > 1:
            self.label("halve")
            least, = nodes.agg(F.min("id")).first()
            middle = int(nodes.approxQuantile("id", [0.5], 0.01)[0])
            if middle > least:
                first, second = nodes.where(F.col("id") < middle), nodes.where(
                    F.col("id") >= middle)
                members = self.solve(first, depth + 1)
                leaders = first.join(members, first.id == members.member, "left_anti")
                follow = self.followers(leaders, second)
                rest = self.keep("rest", second.join(
                    follow, second.id == follow.member, "left_anti"))
                return members.union(follow).union(self.solve(rest, depth + 1))
        return self.settle(self.among(nodes, "verify"))

    def clusters(self):
        """(line, cluster)"""
        sets = self.sets()
        firsts = self.keep("collapse", sets.where(F.size("elements") > 0).groupBy(
            "digest_a", "digest_b").agg(
            F.min("id").alias("id"), F.count("*").alias("copies"),
            F.first("elements").alias("elements")).withColumn("size", F.size("elements")))
        nodes = self.keep("survivors", self.survivors(firsts))
        members = self.solve(nodes)
        led = members.select(F.col("leader").alias("id"), F.lit(1).alias("leads")).distinct()
        at = firsts.select("id", "digest_a", "digest_b", "copies").join(
            members.withColumnRenamed("member", "id"), "id", "left").join(
            led, "id", "left").where("copies > 1 or leader is not null or leads = 1")
        at = self.keep("homes", at.select(
            "id", "digest_a", "digest_b", "copies",
            F.coalesce("leader", "id").alias("cluster")))
        copies = at.where("copies > 1").select("digest_a", "digest_b", "cluster")
        return at.where("copies = 1").select(F.col("id").alias("line"), "cluster").union(
            sets.select(F.col("id").alias("line"), "digest_a", "digest_b").join(
                copies, ["digest_a", "digest_b"]).select("line", "cluster"))


def share(text):
    """A share as `reprise` reads it, in parts per million."""
    try:
        value = decimal.Decimal(text.removesuffix("%")) * (10000 if text[-1:] == "%" else 10**6)
    except decimal.InvalidOperation:
        raise argparse.ArgumentTypeError(f"'{text}' is no share such as 0.8 or 80%")
    if value != int(value) or not 0 < value <= 10**6:
        raise argparse.ArgumentTypeError(f"'{text}' is not over 0 and at most 1, with at most "
                                         "six decimals")
    return int(value)


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1][7:], description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", help="files and folders that Spark reads, then "
                        "the folder that is made for the result")
    parser.add_argument("--format", choices=["text", "jsonl", "parquet"], default="text")
    parser.add_argument("--field", help="member of the JSON objects, or column, to compare")
    parser.add_argument("--threshold", type=share, default="0.8", dest="ppm", metavar="J")
    parser.add_argument("--shingle", type=int, default=3, metavar="N", choices=range(1, 17))
    parser.add_argument("--program", default="reprise",
                        help="`reprise` on each machine (default: by $PATH)")
    parser.add_argument("--work", help="folder for what stages leave to the next, seen by all "
                        "machines (default: OUTPUT.work); deleted at the end")
    parser.add_argument("--partitions", type=int, default=200,
                        help="of each shuffle (default 200)")
    parser.add_argument("--round-pairs", type=int, default=10**8, metavar="N",
                        help="halve a round where more pairs may come up (default 10^8, "
                        "or by --round-pairs-a-set, whichever is more)")
    parser.add_argument("--round-pairs-a-set", type=int, default=200, metavar="N")
    parser.add_argument("--followers-a-part", type=int, default=200000, metavar="N",
                        help="of one list that go to one task (default 200,000)")
    parser.add_argument("--settle-here", type=int, default=2 * 10**6, metavar="N",
                        help="settle so many pairs in the driver (default 2 * 10^6)")
    parser.add_argument("--keep-work", action="store_true")
    parser.add_argument("--master", help="as of spark-submit, which need not be used then")
    parser.add_argument("--conf", action="append", default=[], metavar="K=V")
    parser.add_argument("--quiet", action="store_true")
    options = parser.parse_args()
    if len(options.inputs) < 2:
        parser.error("INPUT and OUTPUT expected")
    *options.inputs, output = options.inputs
    if (options.field is None) != (options.format == "text"):
        parser.error("--field goes with jsonl and parquet, and is needed there")
    options.work = options.work or output.rstrip("/") + ".work"

    builder = SparkSession.builder.appName("reprise dedup")
    if options.master:
        builder = builder.master(options.master)
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    fixed = {
        "spark.sql.shuffle.partitions": options.partitions,
        # the same blocks in both passes over the input, however many executors there are
        "spark.sql.files.minPartitionNum": options.partitions,
        "spark.sql.autoBroadcastJoinThreshold": 32 << 20,
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.hadoop.parquet.enable.dictionary": "false",
    }
    if (options.master or "").startswith("local") and "cluster" not in options.master:
        # Workers and driver are one process there. If it is held up for longer than this, as
        # on a busy machine, Spark takes itself for lost, and never finds itself again.
        fixed["spark.network.timeout"] = "24h"
    for name, value in [*fixed.items(), *(c.split("=", 1) for c in options.conf)]:
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    run = Dedup(spark, options)
    path = spark._jvm.org.apache.hadoop.fs.Path(options.work)
    folder = path.getFileSystem(spark._jsc.hadoopConfiguration())
    if folder.exists(path):
        parser.error(f"{options.work} is there already")
    try:
        result = run.clusters().sort("line")
        run.label("write")
        result.write.csv(output, sep="\t", emptyValue="")
    finally:
        if not options.keep_work:
            folder.delete(path, True)
        spark.stop()
    sys.exit(3 if run.n_skipped else 0)


if __name__ == "__main__":
    main()
