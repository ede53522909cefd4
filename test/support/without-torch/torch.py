"""What docs/predictor.py asks of torch, in plain Python: its protocol can be tested where PyTorch is not installed."""
import array
import contextlib
import math

float32, float64, int32, int64, uint8 = "f", "d", "i", "q", "B"


class Tensor:
    def __init__(self, values, shape):
        self.values, self.shape = values, list(shape)

    def reshape(self, shape):
        assert math.prod(shape) == len(self.values), "the shape does not fit the values"
        return Tensor(self.values, shape)

    def tolist(self):
        rows, columns = self.shape
        return [list(self.values[row * columns:(row + 1) * columns]) for row in range(rows)]


def frombuffer(data, dtype):
    values = array.array(dtype)
    values.frombytes(bytes(data))
    return Tensor(values, [len(values)])


def no_grad():
    return contextlib.nullcontext()


class nn:
    class Flatten:
        def __call__(self, x):
            return x.reshape([x.shape[0], math.prod(x.shape[1:])])

    class Linear:
        """Output k: the sum of every second input, from the k-th on."""

        def __init__(self, inputs, outputs):
            self.inputs, self.outputs = inputs, outputs

        def __call__(self, x):
            rows, columns = x.shape
            assert columns == self.inputs
            return Tensor([sum(x.values[row * columns + k:(row + 1) * columns:2])
                           for row in range(rows) for k in range(self.outputs)], [rows, self.outputs])

    class Sequential:
        def __init__(self, *layers):
            self.layers = layers

        def eval(self):
            return self

        def __call__(self, x):
            for layer in self.layers:
                x = layer(x)
            return x
