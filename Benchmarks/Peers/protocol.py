"""How a peer is timed: it says that it is ready, takes a number a line, does that many steps and answers the seconds."""
import sys
import time


def answer(step):
    step()
    print("ready {}", flush=True)
    for line in sys.stdin:
        count = int(line)
        start = time.perf_counter()
        for _ in range(count):
            step()
        print(time.perf_counter() - start, flush=True)


def net():
    """Batch, widths, activation and precision, as the command line names them."""
    batch, widths, activation, dtype = sys.argv[1:5]
    return int(batch), [int(width) for width in widths.split("-")], activation, dtype
