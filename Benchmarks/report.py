"""What was measured, as rows of ratios, a table and JSON."""
import platform
import statistics
import subprocess
from dataclasses import dataclass, field


@dataclass
class Row:
    """One ratio against its goal; a row without a goal informs."""
    title: str
    sign: str
    goal: float | None
    ratios: list = field(default_factory=list)
    most: list = field(default_factory=list)  # what a step at the peak would reach
    absent: str = ""

    @property
    def median(self):
        return statistics.median(self.ratios)

    @property
    def quartiles(self):
        if len(self.ratios) < 2:
            return self.ratios[0], self.ratios[0]
        low, _, high = statistics.quantiles(self.ratios, n=4, method="inclusive")
        return low, high

    @property
    def is_met(self):
        if self.goal is None or not self.ratios:
            return None
        return self.median <= self.goal if self.sign == "≤" else self.median >= self.goal

    @property
    def verdict(self):
        if self.is_met is None:
            return ""
        if self.is_met:
            return "met"
        if self.most and statistics.median(self.most) < self.goal:
            return f"missed; at the peak {number(statistics.median(self.most))}"
        return "missed"

    def json(self):
        result = {"title": self.title, "sign": self.sign, "goal": self.goal}
        if self.absent:
            return {**result, "absent": self.absent}
        if self.most:
            result["most"] = statistics.median(self.most)
        return {**result, "median": self.median, "quartiles": self.quartiles, "rounds": len(self.ratios),
                "met": self.is_met}


def number(value):
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def table(rows):
    """Markdown."""
    lines = ["| | goal | ratio | half of all | |", "|---|---|---|---|---|"]
    for row in rows:
        goal = f"{row.sign} {row.goal:g}" if row.goal is not None else ""
        if row.absent:
            lines.append(f"| {row.title} | {goal} | | | {row.absent} |")
            continue
        low, high = row.quartiles
        lines.append(f"| {row.title} | {goal} | {number(row.median)} | {number(low)}–{number(high)} | {row.verdict} |")
    return "\n".join(lines) + "\n"


def processor():
    try:
        with open("/proc/cpuinfo") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def system():
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform()


def commit():
    try:
        return subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""


def insert(path, text):
    """Puts text between the marks of a file."""
    start, end = "<!-- make bench: start -->\n", "<!-- make bench: end -->\n"
    with open(path) as file:
        before, found, rest = file.read().partition(start)
        _, closed, after = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"{path} has no place for the table")
    with open(path, "w") as file:
        file.write(before + start + text + end + after)
