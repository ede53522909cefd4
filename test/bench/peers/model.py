"""The lab's two-branch model in PyTorch, from the lab's own weight file."""

import json

import numpy as np
import torch
import torch.nn.functional as F


def read_safetensors(path):
    """Tensors by name, float32: 8 bytes length of the header, the header as JSON, the data."""
    with open(path, "rb") as file:
        content = file.read()
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        tensors[name] = np.frombuffer(content[begin:end], dtype="<f4").reshape(entry["shape"]).copy()
    return tensors


class TwoBranches(torch.nn.Module):
    """
    Two pictures as one stacked tensor [N, 4, 32, 32], colour in front: the peers know one input only.

    Per branch (convolution 3x3, max-pool 2, ReLU) twice, a dense layer with ReLU; both joined; a linear head. The ReLU
    follows the pooling, as in the lab's own model: both are monotone, so values are the same at a quarter of the work.
    """

    def __init__(self, weights, moments, convolutions):
        super().__init__()
        self.branches = torch.nn.ModuleList(
            Branch(weights, f"encoders/{name}", moments[f"{name}/mean"], moments[f"{name}/std"], convolutions)
            for name in ("colour", "grey")
        )
        self.head = linear(weights["head/dense/kernel"], weights["head/dense/bias"])

    def forward(self, stacked):
        colour, grey = self.branches
        return self.head(torch.cat([colour(stacked[:, :3]), grey(stacked[:, 3:])], dim=1))


class Branch(torch.nn.Module):
    def __init__(self, weights, prefix, mean, std, convolutions):
        super().__init__()
        self.register_buffer("mean", torch.from_numpy(mean).reshape(1, -1, 1, 1))
        self.register_buffer("std", torch.from_numpy(std).reshape(1, -1, 1, 1))
        self.convolutions = torch.nn.ModuleList(
            convolution(weights[f"{prefix}/conv{at}/kernel"], weights[f"{prefix}/conv{at}/bias"])
            for at in range(1, convolutions + 1)
        )
        kernel = weights[f"{prefix}/dense/kernel"]
        channels = self.convolutions[-1].out_channels
        side = round((kernel.shape[0] / channels) ** 0.5)
        # The lab flattens with the channels last, PyTorch with the channels first.
        by_channel = kernel.reshape(side, side, channels, -1).transpose(2, 0, 1, 3).reshape(kernel.shape)
        self.dense = linear(np.ascontiguousarray(by_channel), weights[f"{prefix}/dense/bias"])

    def forward(self, pixels):
        x = (pixels - self.mean) / self.std
        for convolve in self.convolutions:
            x = F.relu(F.max_pool2d(convolve(x), 2))
        return F.relu(self.dense(x.flatten(1)))


def convolution(kernel, bias):
    """From a kernel [height, width, in, out]."""
    height, width, inputs, outputs = kernel.shape
    layer = torch.nn.Conv2d(inputs, outputs, (height, width), padding="same")
    layer.weight.data = torch.from_numpy(np.ascontiguousarray(kernel.transpose(3, 2, 0, 1)))
    layer.bias.data = torch.from_numpy(bias)
    return layer


def linear(kernel, bias):
    """From a kernel [in, out]."""
    layer = torch.nn.Linear(*kernel.shape)
    layer.weight.data = torch.from_numpy(np.ascontiguousarray(kernel.T))
    layer.bias.data = torch.from_numpy(bias)
    return layer
