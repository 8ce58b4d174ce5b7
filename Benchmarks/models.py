"""The networks that are measured, and the files that nnc compiles."""
import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Net:
    """A batch through affine layers with an activation between them and softmax_loss at the end."""
    name: str
    batch: int
    widths: tuple
    activation: str

    @property
    def title(self):
        widths = self.widths
        if len(widths) > 5:
            shape = f"({widths[0]}, {len(widths) - 1} layers)"
        else:
            shape = "-".join(map(str, widths))
        return f"{self.name}: {self.batch} × {shape} {self.activation}"

    @property
    def flops(self):
        """Of the products of a step; the gradient of the first layer's input is nobody's wish."""
        pairs = list(zip(self.widths, self.widths[1:]))
        return sum(2 * self.batch * n * m * (3 if index else 2) for index, (n, m) in enumerate(pairs))

    @property
    def arguments(self):
        """The same for the programs of the other sides."""
        return [str(self.batch), "-".join(map(str, self.widths)), self.activation]

    def text(self):
        """The same for nnc."""
        generator = random.Random(1)
        labels = ", ".join(str(generator.randrange(self.widths[-1])) for _ in range(self.batch))
        lines = [f"model {self.name}", f"input x: [{self.batch}, {self.widths[0]}] = normal(std=1.0, seed=1)",
                 f"target t: [{self.batch}] = [{labels}]", "loss = x"]
        for width in self.widths[1:-1]:
            lines += [f"  -> affine({width}, init=he)", f"  -> {self.activation}"]
        lines += [f"  -> affine({self.widths[-1]}, init=he)", "  -> softmax_loss(t)"]
        return "\n".join(lines) + "\n"


NETS = [
    Net("a", 1, (3, 4, 3), "sigmoid"),
    Net("b", 100, (784, 50, 10), "sigmoid"),
    Net("c", 256, (784, 512, 512, 10), "relu"),
    Net("d", 1024, (1024, 4096, 4096, 1000), "relu"),
    Net("e", 64, (256,) * 51, "relu"),
]

# Layers that a file defines itself, on a long vector.
ELEMENTS = 10_000_000
ELEMENTWISE = {
    "swish": "layer my_swish(x) = x / (1 + exp(-x))\n",
    "gelu": "layer my_gelu(x) = 0.5 * x * (1 + erf(x / sqrt(2)))\n",
}


def elementwise(name, count):
    return f"{ELEMENTWISE[name]}input x: [{count}] = normal(std=1.0, seed=1)\ny = my_{name}(x)\n"


def chain(layers, width=4):
    """A chain of dense layers with a loss, for how compilation and drawing grow."""
    stages = "".join(f"\n  -> affine({width})\n  -> sigmoid" for _ in range(layers))
    return f"input x: [2, {width}] = normal(seed=1)\ntarget t = [0, 1]\nloss = x{stages}\n  -> softmax_loss(t)\n"


X = "input x: [2, 4] = normal(seed=1)\n"


def before(index):
    return f"h{index - 1}" if index else "x"


# Files that are long in one way each, for how compilation grows, with errors too.
LONG = {
    "names": lambda count: X + "".join(f"h{i} = {before(i)} + x * 0.5\n" for i in range(count)),
    "uses of one value": lambda count: X + "".join(f"h{i} = x -> affine(4)\n" for i in range(count)),
    "groups": lambda count: X + "".join(f'group "g" {{ h{i} = {before(i)} -> relu }}\n' for i in range(count)),
    "definitions of layers": lambda count: "".join(f"layer f{i}(x) = x + {i}\n" for i in range(count)) + X + "y = x"
    + "".join(f" -> f{i}" for i in range(count)) + "\n",
    "numbers on a line": lambda count: f"x = [{', '.join(['1.5'] * count)}]\n",
    "unknown names": lambda count: X + "".join(f"h{i} = x + z{i}\n" for i in range(count)),
    "unknown layers": lambda count: X + "".join(f"layer f{i}(x) = x\nh{i} = x -> g{i}\n" for i in range(count)),
}
