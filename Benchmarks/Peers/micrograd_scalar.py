"""micrograd: one object a number."""
import math
import random

from micrograd.engine import Value
from micrograd.nn import MLP
from protocol import answer, net

batch, widths, _, _ = net()
random.seed(0)
model = MLP(widths[0], widths[1:])
rows = [[random.gauss(0, 1) for _ in range(widths[0])] for _ in range(batch)]
labels = [random.randrange(widths[-1]) for _ in range(batch)]


def exp(value):
    out = Value(math.exp(value.data), (value,), "exp")

    def backward():
        value.grad += out.data * out.grad
    out._backward = backward
    return out


def log(value):
    out = Value(math.log(value.data), (value,), "log")

    def backward():
        value.grad += out.grad / value.data
    out._backward = backward
    return out


def step():
    model.zero_grad()
    loss = 0
    for row, label in zip(rows, labels):
        powers = [exp(value) for value in model(row)]
        loss = loss - log(powers[label] * sum(powers[1:], powers[0]) ** -1)
    (loss * (1.0 / batch)).backward()


answer(step)
