"""The two-layer net drawn by torchviz: torchviz_figure.py OUT.svg"""
import sys

import torch
from torchviz import make_dot

model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Sigmoid(), torch.nn.Linear(4, 2))
x = torch.tensor([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])
loss = torch.nn.functional.cross_entropy(model(x), torch.tensor([0, 1]))
loss.backward()
graph = make_dot(loss, params=dict(model.named_parameters()))
graph.format = "svg"
graph.render(sys.argv[1].removesuffix(".svg"), cleanup=True)
