"""Serves a PyTorch model to the lab, on this machine only: python3 predictor.py [PORT]"""
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import torch

# Your own model and what it reads and answers, instead of these.
model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(3 * 32 * 32, 2)).eval()
SERVES = {"protocol": "muroan.predictor", "version": 1,
          "inputs": [{"name": "image", "type": "float32", "shape": ["n", 3, 32, 32]}],
          "outputs": [{"name": "logits", "type": "float32", "shape": ["n", 2]}]}
TYPES = {"F32": torch.float32, "F64": torch.float64, "I32": torch.int32, "I64": torch.int64, "U8": torch.uint8}

def tensors(body):
    start = 8 + int.from_bytes(body[:8], "little")
    for name, told in json.loads(body[8:start]).items():
        begin, end = (start + offset for offset in told["data_offsets"])
        yield name, torch.frombuffer(bytearray(body[begin:end]), dtype=TYPES[told["dtype"]]).reshape(told["shape"])

class Predictor(BaseHTTPRequestHandler):
    def answer(self, content):
        text = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self):
        self.answer(SERVES)

    def do_POST(self):
        inputs = dict(tensors(self.rfile.read(int(self.headers["Content-Length"]))))
        with torch.no_grad():
            self.answer({"logits": model(inputs["image"]).tolist()})

port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
ThreadingHTTPServer(("127.0.0.1", port), Predictor).serve_forever()
