"""The layers of Deep Learning from Scratch, in NumPy."""
import numpy as np
from protocol import answer, net

batch, widths, activation, dtype = net()
T = np.float32 if dtype == "f32" else np.float64
generator = np.random.default_rng(0)


class Affine:
    def __init__(self, inputs, outputs):
        self.W = (generator.standard_normal((inputs, outputs)) * np.sqrt(2 / inputs)).astype(T)
        self.b = np.zeros(outputs, T)

    def forward(self, x):
        self.x = x
        return np.dot(x, self.W) + self.b

    def backward(self, dout):
        dx = np.dot(dout, self.W.T)
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return dx


class Relu:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dout[self.mask] = 0
        return dout


class Sigmoid:
    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, dout):
        return dout * (1.0 - self.out) * self.out


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.t = t
        x = x - np.max(x, axis=1, keepdims=True)
        self.y = np.exp(x) / np.sum(np.exp(x), axis=1, keepdims=True)
        return -np.sum(np.log(self.y[np.arange(batch), t] + 1e-7)) / batch

    def backward(self):
        dx = self.y.copy()
        dx[np.arange(batch), self.t] -= 1
        return dx / batch


layers = []
for index, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
    layers.append(Affine(inputs, outputs))
    if index < len(widths) - 2:
        layers.append(Relu() if activation == "relu" else Sigmoid())
last = SoftmaxWithLoss()
x = generator.standard_normal((batch, widths[0])).astype(T)
t = generator.integers(0, widths[-1], batch)


def step():
    value = x
    for layer in layers:
        value = layer.forward(value)
    last.forward(value, t)
    gradient = last.backward()
    for layer in reversed(layers):
        gradient = layer.backward(gradient)


answer(step)
