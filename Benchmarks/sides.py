"""The two sides of a comparison, timed in turn.

A side is a process that stays. It says one line, `ready` and a JSON object, or `skip` and why. Then it takes a number a
line, does that many steps and answers the seconds that they took."""
import json
import os
import random
import shutil
import subprocess
import tempfile
import time

# Half speed, or threads nobody asked for.
UNWANTED = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"]
THREAD_COUNTS = ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"]


class Unavailable(Exception):
    """Why a side can't take part."""


def environment():
    result = {key: value for key, value in os.environ.items() if key not in UNWANTED}
    result.update({key: "1" for key in THREAD_COUNTS})
    result.update(JAX_PLATFORMS="cpu", XLA_FLAGS="--xla_cpu_multi_thread_eigen=false", PYTHONDONTWRITEBYTECODE="1")
    return result


def cores(count, process=0):
    """The processors that the next sides share, or a process: the last ones, on which the system does less."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(process, ALL_CORES[-count:])


ALL_CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else list(range(os.cpu_count()))


class Side:
    """A process that does steps when told to."""

    def __init__(self, name, command):
        self.name = name
        self.steps = 1
        if shutil.which(command[0]) is None:
            raise Unavailable(f"{command[0]} is not there")
        # A file, not a pipe: a side that warns at every step would fill one and wait for ever.
        self.complaints = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.complaints, text=True,
            env=environment())
        word, _, rest = self.process.stdout.readline().strip().partition(" ")
        if word != "ready":
            self.process.kill()
            raise Unavailable(rest or self.last_complaint())
        self.facts = json.loads(rest or "{}")

    def last_complaint(self):
        self.complaints.seek(0)
        lines = self.complaints.read().strip().splitlines()
        return lines[-1][:200] if lines else "it said nothing"

    def seconds(self):
        """The time of one step, of as many as a sample takes."""
        self.process.stdin.write(f"{self.steps}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise Unavailable("it ended: " + self.last_complaint())
        return float(answer) / self.steps

    def close(self):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.process.stdout.close()
        self.complaints.close()


class Command:
    """A program whose every step is a whole process, from its start to its end."""

    def __init__(self, name, command, result):
        self.name = name
        self.steps = 1
        self.facts = {}
        self.command, self.result = command, result
        self.path = shutil.which(command[0])
        if self.path is None:
            raise Unavailable(f"{command[0]} is not there")
        self.environment = environment()

    def seconds(self):
        total = 0
        for _ in range(self.steps):
            if os.path.exists(self.result):
                os.remove(self.result)
            start = time.perf_counter()
            process = os.posix_spawn(
                self.path, self.command, self.environment, file_actions=[
                    (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
            _, status = os.waitpid(process, 0)
            total += time.perf_counter() - start
            if status or not os.path.exists(self.result):
                raise Unavailable(f"{' '.join(self.command[:2])} failed")
        return total / self.steps

    def close(self):
        pass


def in_turn(sides, rounds, budget, sample=0.03):
    """The seconds of a step of each side, round by round: a dictionary of equally long lists.

    Each round times every side once, in an order of its own. A sample is as many steps as take `sample` seconds.
    The rounds end when the budget of seconds is spent, but not before the fifth part of them."""
    for side in sides:
        side.seconds()
        while True:
            taken = side.seconds() * side.steps
            if taken > sample / 2 or side.steps > 1 << 24:
                break
            side.steps = max(side.steps * 2, int(side.steps * min(100, sample / max(taken, 1e-9))))
    samples = {side.name: [] for side in sides}
    generator = random.Random(1)
    start = time.perf_counter()
    for index in range(rounds):
        if index >= max(3, rounds // 5) and time.perf_counter() - start > budget:
            break
        for side in generator.sample(sides, len(sides)):
            samples[side.name].append(side.seconds())
    return samples
