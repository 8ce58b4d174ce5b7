"""PyTorch without compilation, on one thread."""
import torch
from protocol import answer, net

batch, widths, activation, dtype = net()
torch.set_num_threads(1)
torch.manual_seed(0)
T = torch.float32 if dtype == "f32" else torch.float64
layers = []
for index, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
    layers.append(torch.nn.Linear(inputs, outputs, dtype=T))
    if index < len(widths) - 2:
        layers.append(torch.nn.ReLU() if activation == "relu" else torch.nn.Sigmoid())
model = torch.nn.Sequential(*layers)
parameters = list(model.parameters())
x = torch.randn(batch, widths[0], dtype=T)
t = torch.randint(0, widths[-1], (batch,))


def step():
    for parameter in parameters:
        parameter.grad = None
    torch.nn.functional.cross_entropy(model(x), t).backward()


answer(step)
