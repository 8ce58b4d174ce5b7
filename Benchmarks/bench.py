#!/usr/bin/env python3
"""nnc against its limits and its peers, side by side in one run: `make bench`.

Each row is the ratio of two sides that are timed in turn, round by round; its median and quartiles are printed as a
table and written as JSON. A peer that is not there is skipped with a word."""
import argparse
import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import models
import report
from report import Row
from sides import ALL_CORES, Command, Side, Unavailable, cores, environment, in_turn

HERE = Path(__file__).resolve().parent
PEERS = {"NumPy": "numpy_book.py", "PyTorch": "torch_eager.py", "JAX": "jax_jit.py", "micrograd": "micrograd_scalar.py"}
OPTIONAL = [*PEERS, "torchviz", "a script in NumPy"]
DTYPES = ["f32", "f64"]


class Run:
    """What a run needs to know, and its rows."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.tools = Path(options.build)
        # As it is installed: the linker leaves a program in the system's cache in small pieces, which take longer to map.
        self.nnc = shutil.copy(self.tools / "release" / "nnc", folder)
        self.side = str(self.tools / "release" / "BenchmarkSide")
        self.python = options.python
        self.rounds = 5 if options.quick else 25
        self.budget = 2 if options.quick else options.budget
        self.rows = []
        self.broken = []

    def limit(self, name):
        return str(self.tools / "bench" / name)

    def file(self, name, text):
        path = Path(self.folder) / name
        path.write_text(text)
        return str(path)

    def measure(self, commands, goals, kind=Side, note=True):
        """Times sides in turn and adds a row for each goal.

        commands: what to run, by the name of the side. goals: (title, sign, goal, upper side, lower side, what to
        multiply the ratio of their times with, given their facts; and, of a side beside which nnc is wanted faster, the
        side that nnc can't outdo with its factor)."""
        sides, absent = {}, {}
        try:
            for name, command in commands.items():
                try:
                    sides[name] = command() if callable(command) else kind(name, command)
                except Unavailable as reason:
                    absent[name] = str(reason)
            samples = in_turn(list(sides.values()), self.rounds, self.budget)
        finally:
            for side in sides.values():
                side.close()
        facts = {name: side.facts for name, side in sides.items()}
        for title, sign, goal, upper, lower, factor, *limit in goals:
            row = Row(title, sign, goal)
            missing = next((name for name in (upper, lower) if name in absent), None)
            if missing:
                row.absent = f"no {missing}: {absent[missing]}"
                self.broken += [row.absent] if missing not in OPTIONAL else []
            else:
                scale = factor(facts) if factor else 1
                row.ratios = [scale * a / b for a, b in zip(samples[upper], samples[lower])]
                for side, share in limit:
                    if side not in absent:
                        row.most = [a / b / share(facts) for a, b in zip(samples[upper], samples[side])]
            self.add(row)
        return facts

    def add(self, row):
        self.rows.append(row)
        print(report.table([row]).splitlines()[-1], flush=True)


def steps(run, net, dtype):
    """A step against the products alone, the peak and the peers."""
    model = run.file(f"{net.name}.nn", net.text())
    commands = {
        "nnc": [run.side, "step", model, dtype, "1"],
        "the products alone": [run.limit("products"), *net.arguments, dtype],
    }
    title = f"{net.title}, {dtype}"
    limit = {"a": None, "b": 1.10}.get(net.name, 1.03)
    goals = [(f"{title}: nnc ÷ products alone", "≤", limit, "nnc", "the products alone", None)]
    limits = []
    if net.name != "a":
        def at_the_peak(facts):
            return net.flops / facts["the peak"]["flops"]
        commands["the peak"] = [run.limit("peak"), dtype]
        share = {"f32": 0.9, "f64": 0.8}[dtype] if net.name == "d" else None
        goals.append((f"{title}: share of the multiply-add peak", "≥", share, "the peak", "nnc", at_the_peak))
        limits = [("the peak", at_the_peak)]
    for peer, goal in peers(net, dtype):
        commands[peer] = [run.python, str(HERE / "Peers" / PEERS[peer]), *net.arguments, dtype]
        goals.append((f"{title}: {peer} ÷ nnc", "≥", goal, peer, "nnc", None, *limits))
    cores(1)
    facts = run.measure(commands, goals)
    arena(run, title, facts)


def peers(net, dtype):
    """The peers of a net with their goals."""
    result = [
        ("JAX", {"a": 40, "b": 1.7}.get(net.name, 1.1)),
        ("PyTorch", {"a": 100, "b": 2.6}.get(net.name, 2.2 if dtype == "f32" else 1.75)),
        ("NumPy", {"a": 80, "d": 1.25}.get(net.name, 1.9)),
    ]
    return result + ([("micrograd", 300)] if net.name == "a" and dtype == "f64" else [])


def arena(run, title, facts):
    """The memory between kernels against what is alive at once: the same in every run."""
    row = Row(f"{title}: arena ÷ liveness bound", "≤", 1.15)
    if "nnc" in facts and facts["nnc"]["boundBytes"]:
        row.ratios = [facts["nnc"]["arenaBytes"] / facts["nnc"]["boundBytes"]]
        run.add(row)


def threads(run, net, goal):
    """Two threads against one."""
    model = run.file(f"{net.name}.nn", net.text())
    title = f"{net.title}, f32: two threads ÷ one"
    if len(ALL_CORES) < 2:
        return run.add(Row(title, "≤", goal, absent="one processor"))
    cores(2)
    # "Never slower" is what `--threads` left out decides; a split that doesn't pay is refused there.
    two = "2" if goal < 1 else "auto"

    def start(name, count):
        side = Side(name, [run.side, "step", model, "f32", count])
        if side.facts["workers"] == 1:  # on one processor, or two sides that are the same would compare processors
            cores(1, side.process.pid)
        return side
    run.measure(
        {"two threads": lambda: start("two threads", two), "one thread": lambda: start("one thread", "1")},
        [(title, "≤", goal, "two threads", "one thread", None)])
    cores(1)


def elementwise(run, name, dtype):
    """A layer that a file defines, forward and backward: it reads x and writes y and ∂x."""
    count = models.ELEMENTS // (100 if run.options.quick else 1)
    model = run.file(f"{name}.nn", models.elementwise(name, count))
    moved = 3 * count * (4 if dtype == "f32" else 8)
    run.measure(
        {"nnc": [run.side, "step", model, dtype, "1"], "a copy": [run.limit("copy"), str(moved)]},
        [(f"{name} of {count:,} elements, {dtype}: nnc ÷ copying the same bytes", "≤", 1.5, "nnc", "a copy", None)])


def elements(run):
    """Layers that files define, in both types."""
    for name in models.ELEMENTWISE:
        for dtype in DTYPES:
            elementwise(run, name, dtype)


def processes(run):
    """Whole processes, from start to the figure on disk."""
    example = str(HERE.parent / "examples" / "two_layer_net.nn")
    out = {name: str(Path(run.folder) / f"{name}.svg") for name in ("nnc", "dot", "torchviz", "book")}
    source = str(Path(run.folder) / "two_layer_net.dot")
    subprocess.run([run.nnc, example, "--emit", f"dot={source}"], check=True, capture_output=True)
    commands = {
        "nnc": [run.nnc, example, "--emit", f"svg={out['nnc']}"],
        "dot": ["dot", "-Tsvg", source, "-o", out["dot"]],
        "torchviz": [run.python, str(HERE / "Peers" / "torchviz_figure.py"), out["torchviz"]],
        "a script in NumPy": [run.python, str(HERE / "Peers" / "book_figure.py"), out["book"]],
    }

    def start(name, command):
        side = Command(name, command, command[-1].removeprefix("svg="))
        side.seconds()
        return side
    run.measure(
        {name: (lambda name=name, command=command: start(name, command)) for name, command in commands.items()},
        [("two_layer_net.svg, whole process: nnc ÷ dot -Tsvg", "≤", 0.40, "nnc", "dot", None),
         ("two_layer_net.svg, whole process: torchviz ÷ nnc", "≥", 200, "torchviz", "nnc", None),
         ("two_layer_net.svg, whole process: define-by-run script in NumPy ÷ nnc", "≥", 20, "a script in NumPy", "nnc",
          None)])


def figures(run):
    """A figure in process against the layout and rendering of what it hands to Graphviz."""
    plugins = plugin_folder()
    for nodes, goal in ((60, 1.15), (1000, 1.05)):
        model = run.file(f"chain{nodes}.nn", models.chain(layers_for(nodes)))
        text = subprocess.run([run.side, "dot", model], check=True, capture_output=True, text=True).stdout
        source = run.file(f"chain{nodes}.dot", text)
        run.measure(
            {"nnc": [run.side, "figure", model], "libgvc": [run.limit("layout"), source, plugins]},
            [(f"figure of {nodes:,} nodes in process: nnc ÷ layout and rendering", "≤", goal, "nnc", "libgvc", None)])


def layers_for(nodes):
    """Each layer of a chain is drawn as six nodes, two operations and four values; what surrounds them as four."""
    return (nodes - 4) // 6


def plugin_folder():
    folder = subprocess.run(
        ["pkg-config", "--variable=libdir", "libgvc"], capture_output=True, text=True).stdout.strip()
    return f"{folder}/graphviz"


def growth(run):
    """Ten times the layers, in each stage; in what takes longer, of fewer."""
    few = 100 if run.options.quick else 1000
    stages = ["compile to plan", "parse", "elaborate", "differentiate", "simplify", "plan", "report", "figure",
              "dot text"]
    grow(run, stages, few, lambda stage: 12 if stage == stages[0] else None)
    grow(run, ["derivation", "page of an inspection"], few // 10, lambda stage: None)
    for what, text in models.LONG.items():
        grow(run, ["compile"], few, lambda stage: None, what, text)


def grow(run, stages, few, goal, what="layers", text=models.chain):
    """Each stage for a number of layers, or of something else, and for ten times as many."""
    many = 10 * few
    small = run.file("small.nn", text(few))
    large = run.file("large.nn", text(many))
    for stage in stages:
        run.measure(
            {"large": [run.side, "stage", stage, large], "small": [run.side, "stage", stage, small]},
            [(f"{stage}, {many:,} {what} ÷ {few:,}", "≤", goal(stage), "large", "small", None)])


GROUPS = {"elements": elements, "processes": processes, "figures": figures, "growth": growth}


def all_rows(run):
    nets = [net for net in models.NETS if net.name in run.options.nets]
    if run.options.quick:
        nets = [net for net in nets if net.name != "d"]
    for net in nets:
        for dtype in DTYPES:
            steps(run, net, dtype)
    for net in nets:
        if net.name in "bcd":
            threads(run, net, {"b": 1.02}.get(net.name, 0.58))
    cores(1)
    elements(run)
    processes(run)
    figures(run)
    growth(run)


def heading(run, when):
    kind = "A quick run, which says that the harness works and no more" if run.options.quick else "Measured"
    load = os.getloadavg()[0]
    return (f"{kind} on {report.processor()}, {len(ALL_CORES)} processors, {report.system()}, {when}, at a load of "
            f"{load:.1f}. One thread unless said; the median of ratios, the two sides timed in turn. Where a goal is missed that a "
            "step of nothing but its multiply-adds at the peak would miss too, the table says what that one would reach.\n\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few rounds and small models, to try the harness")
    parser.add_argument("--build", default=str(HERE.parent / ".build"), help="where the programs are")
    parser.add_argument("--python", default=sys.executable, help="the interpreter that has the peers")
    parser.add_argument("--nets", default="abcde", help="which networks to step")
    parser.add_argument("--only", choices=GROUPS, help="one group of rows")
    parser.add_argument("--budget", type=float, default=30, help="the most seconds for one group of rounds")
    parser.add_argument("--json", help="where the result is written")
    parser.add_argument("--readme", help="a file whose table is replaced")
    options = parser.parse_args()
    os.environ.update(environment())
    when = datetime.date.today().isoformat()
    with tempfile.TemporaryDirectory() as folder:
        run = Run(options, folder)
        head = heading(run, when)
        print(head, end="")
        cores(1)
        GROUPS.get(options.only, all_rows)(run)
    text = head + report.table(run.rows)
    if options.json:
        result = {"schema": "nnc.benchmarks/1", "date": when, "commit": report.commit(),
                  "processor": report.processor(), "system": report.system(), "quick": options.quick,
                  "rows": [row.json() for row in run.rows]}
        Path(options.json).write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")
    if options.readme:
        report.insert(options.readme, text)
    missed = [row for row in run.rows if row.is_met is False]
    print(f"\n{len(run.rows)} rows, {len(missed)} missed, {sum(bool(row.absent) for row in run.rows)} skipped")
    if run.broken:
        sys.exit("the harness is broken: " + "; ".join(run.broken))


if __name__ == "__main__":
    main()
