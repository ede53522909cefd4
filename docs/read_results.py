"""Reads what MUROAN Lab writes: records (CSV, JSON, Parquet) by pandas, attacked samples and weights by numpy.

python3 read_results.py RECORDS SAMPLES [WEIGHTS]
RECORDS: path of records.csv without its ending, records.json and records.parquet beside it; see results.md.
WEIGHTS: safetensors of a model of the lab's own; models made elsewhere have none.
"""

import hashlib
import json
import struct
import sys
import wave
from pathlib import Path

import numpy as np
import pandas as pd


def read_safetensors(file):
    data = Path(file).read_bytes()
    start = 8 + struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    return {
        name: np.frombuffer(data[start + at["data_offsets"][0] : start + at["data_offsets"][1]], "<f4").reshape(at["shape"])
        for name, at in header.items()
    }


def numbers(column):
    return [None if pd.isna(text) else [float(part) for part in str(text).split()] for text in column]


if len(sys.argv) not in (3, 4):
    sys.exit(__doc__)
records, samples, *weights = sys.argv[1:]
# Older pandas reads numbers of a CSV a little off, unless it is told.
exact = {"float_precision": "round_trip"} if tuple(map(int, pd.__version__.split(".")[:2])) < (3, 1) else {}
csv = pd.read_csv(f"{records}.csv", low_memory=False, **exact)
parquet = pd.read_parquet(f"{records}.parquet")
file = json.loads(Path(f"{records}.json").read_text("utf-8"))
from_json = pd.DataFrame(file["records"], columns=[column["name"] for column in file["columns"]])
assert list(csv) == list(parquet) == list(from_json) and len(csv) == len(parquet) == len(from_json)
for column in file["columns"]:
    name, kind = column["name"], column["type"]
    if kind in ("number", "whole"):
        for other in (parquet, from_json):
            np.testing.assert_array_equal(csv[name].to_numpy(float), other[name].to_numpy(float, na_value=np.nan), name)
    if kind == "numbers":
        for one, two in zip(numbers(csv[name]), parquet[name]):
            assert (one is None and two is None) or one == list(two), name
print(parquet.groupby(["model", "attack"])["correct"].mean().to_string())

for sample in json.loads(Path(samples, "manifest.json").read_text("utf-8"))["samples"]:
    for entry in sample["files"]:
        assert hashlib.sha256(Path(samples, entry["file"]).read_bytes()).hexdigest() == entry["sha256"], entry["file"]
        if entry["file"].endswith(".wav"):
            with wave.open(str(Path(samples, entry["file"]))) as sound:
                heard = np.frombuffer(sound.readframes(sound.getnframes()), "<i2") / 2**15
            print(entry["file"], f"{len(heard) / sound.getframerate():.2f} s, off by {entry['spectralConvergence']:.3f}")
        if entry["file"].endswith(".npz"):
            arrays = np.load(Path(samples, entry["file"]))
            for name in (name for name in arrays.files if f"{name}.clean" in arrays.files):
                change = np.abs(arrays[name] - arrays[f"{name}.clean"])
                assert change.dtype == np.float32 and np.isfinite(change).all(), entry["file"]
tensors = [f"{len(read_safetensors(file))} tensors" for file in weights]
print(", ".join([f"{len(csv)} records", f"{len(csv.columns)} columns", *tensors]))
