"""
The decoupling attack in PyTorch, as its page tells it: one sample, one query at a time, nothing remembered.

On the lab's default model (a picture's CNN, the mean of the words, joined, a head of two layers) and with the attack's default
criterion: the drop of the logit margin as a share of the clean one. Answers JSON lines as `serve.py` does.
"""

import json
import os
import sys
import time
from itertools import combinations, islice

import numpy as np
import torch
import torch.nn.functional as F

from model import Branch, linear, read_safetensors


class CaptionedPicture(torch.nn.Module):
    """A picture [N, C, H, W] in [0, 1] and the ids of its words [N, T]."""

    def __init__(self, weights, moments):
        super().__init__()
        convolutions = sum(name.startswith("encoders/image/conv") and name.endswith("/kernel") for name in weights)
        self.picture = Branch(weights, "encoders/image", moments["image/mean"], moments["image/std"], convolutions)
        self.words = torch.from_numpy(weights["encoders/text/words"])
        self.dense = linear(weights["encoders/text/dense/kernel"], weights["encoders/text/dense/bias"])
        self.hidden = linear(weights["head/hidden/kernel"], weights["head/hidden/bias"])
        self.head = linear(weights["head/dense/kernel"], weights["head/dense/bias"])

    def forward(self, pixels, ids):
        mean = self.words[ids].sum(dim=1) / max(ids.shape[1], 1)
        joined = torch.cat([self.picture(pixels), F.relu(self.dense(mean))], dim=1)
        return self.head(F.relu(self.hidden(joined)))


class Search:
    def __init__(self, model, pixels, ids, fill, choice):
        self.model, self.pixels, self.ids, self.fill, self.choice = model, pixels, ids, fill, choice
        self.asked = 0

    def query(self, regions):
        self.asked += 1
        pixels = self.pixels
        gone = set()
        for region in regions:
            if region[0] == "text":
                gone.add(region[1])
                continue
            if pixels is self.pixels:
                pixels = pixels.clone()
            _, top, left, height, width = region
            pixels[:, top : top + height, left : left + width] = self.fill
        ids = [word for place, word in enumerate(self.ids) if place not in gone]
        return self.model(pixels.unsqueeze(0), torch.tensor([ids], dtype=torch.long))[0].numpy()

    def candidate(self, region):
        answer = self.query([region])
        before = lead(self.clean, self.label)
        drop = (before - lead(answer, self.label)) / before
        flips = int(answer.argmax()) != self.label
        area = region[3] * region[4] if region[0] == "image" else 1
        return (region, area, np.inf if flips else drop) if flips or drop > self.choice["tau"] else None

    def halved(self, row, column, whole, into):
        _, height, width = self.pixels.shape
        if whole / max(height, width) <= self.choice["fraction"] or whole <= 1:
            return
        side = -(-whole // 2)
        for down, across in ((0, 0), (0, side), (side, 0), (side, side)):
            top, left = row + down, column + across
            box = (min(side, height - top), min(side, width - left))
            if min(box) <= 0:
                continue
            found = self.candidate(("image", top, left, *box))
            if found is not None:
                into.append(found)
                self.halved(top, left, side, into)

    def run(self):
        self.clean = self.query([])
        self.label = int(self.clean.argmax())
        self.asked = 0
        found = []
        if "image" in self.choice["modalities"]:
            self.halved(0, 0, max(self.pixels.shape[1:]), found)
        if "text" in self.choice["modalities"]:
            found += [one for one in (self.candidate(("text", place)) for place in range(len(self.ids))) if one]
        best = sorted(range(len(found)), key=lambda at: (-found[at][2], found[at][1], at))[: self.choice["keep"]]
        kept = [found[at] for at in sorted(best)]
        pictures = sorted((one for one in kept if one[0][0] == "image"), key=lambda one: one[1])
        regions = [one[0] for one in pictures] + [one[0] for one in kept if one[0][0] == "text"]
        search, self.asked = self.asked, 0
        subsets = (subset for size in range(1, len(regions) + 1) for subset in combinations(regions, size))
        for subset in islice(subsets, self.choice["maxQueries"]):
            if int(self.query(subset).argmax()) != self.label:
                return {"search": search, "combination": self.asked, "regions": subset}
        return {"search": search, "combination": self.asked, "regions": None}


def lead(logits, label):
    return logits[label] - np.delete(logits, label).max()


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    torch.set_num_threads(1)
    model = pictures = words = fill = None
    for line in sys.stdin:
        task = json.loads(line)
        match task["kind"]:
            case "open":
                data = read_safetensors(task["samples"])
                model = CaptionedPicture(read_safetensors(task["weights"]), data).eval().requires_grad_(False)
                pictures = torch.from_numpy(data["image"]).permute(0, 3, 1, 2).contiguous()
                fill = torch.from_numpy(data["image/mean"]).reshape(-1, 1, 1)
                words = task["words"]
                answer = {"version": torch.__version__}
            case "search":
                started = time.perf_counter()
                found = [Search(model, *sample, fill, task["choice"]).run() for sample in zip(pictures, words)]
                answer = {"milliseconds": 1000 * (time.perf_counter() - started), "found": found}
            case kind:
                raise ValueError(f"No task {kind}.")
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


main()
