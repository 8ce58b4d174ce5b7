#!/usr/bin/env python3
"""How fast nnc docs is, as ratios: usage bench.py NNC [COUNT].

Makes COUNT models of varied size (1000 unless said), then measures in one run: the program dot started once a file on
the DOT text of the same figures; figures alone with one worker and with two; the whole site; a run that finds nothing
to do, beyond the start of the process; and a run after one model changed.

Beside the time that passes stands the time that processors worked, which says more on a machine that does other things
too."""
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LAYERS = ["sigmoid", "relu", "tanh", "softplus", "swish"]


def model(index, generator):
    """A network of one to eight layers, one in five with a residual block, one in ten as an expression."""
    if index % 10 == 9:
        return f"x = [{index}.5, -1.0]\ny = exp(-x) * sigmoid(x) + x ^ 2\n"
    depth, width, rows = generator.randint(1, 8), generator.randint(2, 6), generator.randint(1, 4)
    lines = [f'model net{index} "Network {index}"', f"input x: [{rows}, {width}] = normal(0, 1, seed={index})"]
    value = "x"
    for layer in range(depth):
        lines.append(f"h{layer} = {value} -> affine({width}, seed={index + layer}) -> {generator.choice(LAYERS[:3])}")
        value = f"h{layer}"
        if index % 5 == 0 and layer == depth // 2:
            lines.append(f"s{layer} = {value} + x")
            value = f"s{layer}"
    labels = ", ".join(str(row % 2) for row in range(rows))
    lines += [f"target t: [{rows}] = [{labels}]", f"loss = {value} -> affine(2, seed=1) -> softmax_loss(t)"]
    return "\n".join(lines) + "\n"


def worked():
    """Seconds that processors worked for the processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def timed(*command):
    """Seconds that pass while a command runs."""
    start = time.perf_counter()
    result = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - start
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {result.returncode}: {result.stderr[:2000]}")
    return seconds


def told(title, count, run, than=None):
    """Runs something, tells how long it took, and how many times faster it was than something else."""
    before = worked()
    passed = run()
    cost = (passed, worked() - before)
    line = f"{title + ':':36}{passed:8.2f} s{1000 * passed / count:8.2f} ms each, processors {cost[1]:8.2f} s"
    if than:
        line += f"; {than[0] / cost[0]:.1f} times faster, for {than[1] / cost[1]:.1f} times less work"
    print(line, flush=True)
    return cost


def main():
    nnc = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    generator = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        models = Path("models")
        for index in range(count):
            path = models / f"part{index % 7}" / f"net{index}.nn"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(model(index, generator))
        paths = sorted(models.rglob("*.nn"))
        for path in paths:
            timed(nnc, str(path), "--emit", f"dot={path.with_suffix('.dot')}")

        def docs(*options):
            return timed(nnc, "docs", "models", "-q", *options)

        def draw(path):
            return timed("dot", "-Tsvg", str(path.with_suffix(".dot")), "-o", "out.svg")

        dot = told(f"{count} figures, dot once a file", count, lambda: sum(draw(path) for path in paths))
        for jobs, name in [("1", "one worker"), ("2", "two workers")]:
            told(f"{count} figures, {name}", count,
                 lambda: docs("-o", f"figures{jobs}", "--format", "figures", "-j", jobs), than=dot)
        told("the whole site, two workers", count, lambda: docs("-o", "site", "-j", "2"))
        start = statistics.median(timed(nnc, "--version") for _ in range(9))
        nothing = statistics.median(docs("-o", "site", "-j", "2") for _ in range(9))
        print(f"{'nothing to do:':36}{1000 * nothing:8.1f} ms, {1000 * (nothing - start):.1f} ms beyond a start")

        before = {path: path.stat().st_mtime_ns for path in Path("site").rglob("*") if path.is_file()}
        paths[count // 2].write_text(paths[count // 2].read_text() + "\n# changed\n")
        changed = docs("-o", "site", "-j", "2")
        touched = [p for p in Path("site").rglob("*") if p.is_file() and before.get(p) != p.stat().st_mtime_ns]
        print(f"{'one model changed:':36}{1000 * changed:8.1f} ms, written anew:")
        for path in sorted(touched):
            print(f"  {path.relative_to('site')}")


main()
