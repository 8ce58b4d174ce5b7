#!/usr/bin/env python3
"""How fast nnc docs is, as ratios: usage bench.py NNC [COUNT].

Makes COUNT models of varied size (1000 unless said), then measures in one run: the program dot started once a file on
the DOT text of the same figures; figures alone with one worker and with two; the whole site; a run that finds nothing
to do, beyond the start of the process; and a run after one model changed."""
import os
import random
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


def timed(*command, status=0):
    start = time.perf_counter()
    result = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - start
    if result.returncode != status:
        sys.exit(f"{' '.join(command)} ended with {result.returncode}: {result.stderr[:2000]}")
    return seconds


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

        dot = sum(timed("dot", "-Tsvg", str(path.with_suffix(".dot")), "-o", "out.svg") for path in paths)
        one = docs("-o", "figures1", "--format", "figures", "-j", "1")
        two = docs("-o", "figures2", "--format", "figures", "-j", "2")
        print(f"{count} figures, dot once a file:  {dot:7.2f} s  {1000 * dot / count:6.2f} ms each")
        print(f"{count} figures, one worker:       {one:7.2f} s  {1000 * one / count:6.2f} ms each, {dot / one:.1f} times faster")
        print(f"{count} figures, two workers:      {two:7.2f} s  {1000 * two / count:6.2f} ms each, {dot / two:.1f} times faster")

        whole = docs("-o", "site", "-j", "2")
        print(f"the whole site, two workers:       {whole:7.2f} s  {1000 * whole / count:6.2f} ms a model")
        start = statistics.median(timed(nnc, "--version") for _ in range(9))
        nothing = statistics.median(docs("-o", "site", "-j", "2") for _ in range(9))
        print(f"nothing to do:                     {1000 * nothing:7.1f} ms, {1000 * (nothing - start):.1f} ms beyond a start")

        before = {path: path.stat().st_mtime_ns for path in Path("site").rglob("*") if path.is_file()}
        paths[count // 2].write_text(paths[count // 2].read_text() + "\n# changed\n")
        changed = docs("-o", "site", "-j", "2")
        touched = [p for p in Path("site").rglob("*") if p.is_file() and before.get(p) != p.stat().st_mtime_ns]
        print(f"one model changed:                 {1000 * changed:7.1f} ms, written anew:")
        for path in sorted(touched):
            print(f"  {path.relative_to('site')}")


main()
