"""Answers one JSON line on the standard output to each JSON line on the standard input."""

import importlib.metadata
import json
import os
import sys
import time

import numpy as np
import torch

from attacks import attack_of
from model import TwoBranches, read_safetensors
from norm_attacks import agreeing


def load(weights, samples, threads):
    torch.set_num_threads(threads)
    data = read_safetensors(samples)
    parameters = read_safetensors(weights)
    convolutions = sum(name.startswith("encoders/colour/conv") and name.endswith("/kernel") for name in parameters)
    model = TwoBranches(parameters, data, convolutions).eval().requires_grad_(False)
    stacked = torch.cat([torch.from_numpy(data[name]).permute(0, 3, 1, 2) for name in ("colour", "grey")], dim=1)
    return model, stacked.contiguous(), torch.from_numpy(data["labels"]).long()


def attacked(model, pictures, labels, task):
    """All samples, batch by batch; held: does the label stand?"""
    torch.manual_seed(task["seed"])
    np.random.seed(task["seed"])
    run = attack_of(
        task["library"],
        model,
        task["attack"],
        task["epsilon"],
        task["step"],
        task["steps"],
        task["draws"],
        task["batch"],
    )
    held, largest, outside = [], 0.0, 0.0
    seconds = 0.0
    for begin in range(0, len(labels), task["batch"]):
        clean, wanted = pictures[begin : begin + task["batch"]], labels[begin : begin + task["batch"]]
        started = time.perf_counter()
        changed, stands = run(clean, wanted)
        seconds += time.perf_counter() - started
        held += stands.tolist()
        largest = max(largest, (changed - clean).abs().max().item())
        outside = max(outside, (changed - changed.clamp(0, 1)).abs().max().item())
    return {"seconds": seconds, "held": held, "largest": largest, "outside": outside}


def main():
    # Libraries print what they like; the answers have the real standard output to themselves.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    state = None
    for line in sys.stdin:
        task = json.loads(line)
        match task["kind"]:
            case "open":
                state = load(task["weights"], task["samples"], task["threads"])
                names = ("torch", "foolbox", "torchattacks", "adversarial-robustness-toolbox", "numpy")
                answer = {
                    "versions": {name: importlib.metadata.version(name) for name in names},
                    "threads": torch.get_num_threads(),
                }
            case "logits":
                with torch.no_grad():
                    answer = {"logits": state[0](state[1]).tolist()}
            case "attack":
                answer = attacked(*state, task)
            case "agree":
                answer = agreeing(*state, task)
            case kind:
                raise ValueError(f"No task {kind}.")
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


main()
