"""The two-layer net by define-by-run automatic differentiation in NumPy, as books build it, drawn by the program dot:
book_figure.py OUT.svg"""
import subprocess
import sys

import numpy as np


class Variable:
    def __init__(self, data, name=""):
        self.data, self.name, self.grad, self.creator = data, name, None, None

    def backward(self):
        self.grad = np.ones_like(self.data)
        for function in reversed(functions(self)):
            gradients = function.backward(function.output.grad)
            for value, gradient in zip(function.inputs, gradients):
                value.grad = gradient if value.grad is None else value.grad + gradient


class Function:
    def __call__(self, *inputs):
        self.inputs = inputs
        self.output = Variable(self.forward(*[value.data for value in inputs]))
        self.output.creator = self
        return self.output


class Affine(Function):
    def forward(self, x, W, b):
        return x.dot(W) + b

    def backward(self, gradient):
        x, W, _ = self.inputs
        return gradient.dot(W.data.T), x.data.T.dot(gradient), gradient.sum(axis=0)


class Sigmoid(Function):
    def forward(self, x):
        return 1 / (1 + np.exp(-x))

    def backward(self, gradient):
        y = self.output.data
        return (gradient * y * (1 - y),)


class SoftmaxLoss(Function):
    def __init__(self, labels):
        self.labels = labels

    def forward(self, x):
        powers = np.exp(x - x.max(axis=1, keepdims=True))
        self.y = powers / powers.sum(axis=1, keepdims=True)
        return np.asarray(-np.log(self.y[np.arange(len(x)), self.labels]).mean())

    def backward(self, gradient):
        dx = self.y.copy()
        dx[np.arange(len(dx)), self.labels] -= 1
        return (gradient * dx / len(dx),)


def functions(value):
    """What made a value, each after what made its inputs."""
    order = []

    def visit(function):
        if function is not None and function not in order:
            for given in function.inputs:
                visit(given.creator)
            order.append(function)
    visit(value.creator)
    return order


def dot(loss):
    def node(value):
        return f'{id(value)} [label="{value.name} {value.data.shape}\\n{value.grad}", color=orange, style=filled]\n'
    text = "digraph g {\n" + node(loss)
    for function in functions(loss):
        text += f'{id(function)} [label="{type(function).__name__}", color=lightblue, style=filled, shape=box]\n'
        for value in function.inputs:
            text += node(value) + f"{id(value)} -> {id(function)}\n"
        text += f"{id(function)} -> {id(function.output)}\n"
    return text + "}\n"


generator = np.random.default_rng(0)
names = [("W1", (3, 4)), ("b1", (4,)), ("W2", (4, 2)), ("b2", (2,))]
W1, b1, W2, b2 = (Variable(generator.standard_normal(shape), name) for name, shape in names)
x = Variable(np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]), "x")
loss = SoftmaxLoss(np.array([0, 1]))(Affine()(Sigmoid()(Affine()(x, W1, b1)), W2, b2))
loss.backward()
source = sys.argv[1] + ".dot"
with open(source, "w") as file:
    file.write(dot(loss))
subprocess.run(["dot", "-Tsvg", source, "-o", sys.argv[1]], check=True)
