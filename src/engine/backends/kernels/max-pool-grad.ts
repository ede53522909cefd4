import * as tf from '@tensorflow/tfjs-core';
import type { ExplicitPadding } from './explicit-padding';
import { floats, replaceKernel, type WasmKernel } from './wasm-kernel';

interface PoolAttributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * Gradient of max-pooling: each window's dy goes to its first maximum in row-major order, as on the reference
 * backend. The library's wasm kernel starts its search at zero, so windows without a positive value lose theirs.
 */
const maxPoolGrad: WasmKernel<'dy' | 'input' | 'output', PoolAttributes> = ({ inputs, attrs, backend }) => {
  const input = inputs.input as tf.Tensor4D;
  const info = tf.backend_util.computePool2DInfo(
    input.shape,
    attrs.filterSize,
    attrs.strides,
    1,
    attrs.pad,
    attrs.dimRoundingMode,
  );
  const gradient = backend.makeOutput(input.shape, 'float32');
  const halves =
    info.strideHeight === 2 &&
    info.strideWidth === 2 &&
    info.effectiveFilterHeight === 2 &&
    info.effectiveFilterWidth === 2 &&
    info.padInfo.top === 0 &&
    info.padInfo.left === 0 &&
    info.outHeight * 2 <= info.inHeight &&
    info.outWidth * 2 <= info.inWidth;
  (halves ? scatterHalves : scatter)(
    floats(backend, input),
    floats(backend, inputs.dy),
    floats(backend, gradient),
    info,
  );
  return gradient;
};

/**
 * The usual case, windows 2×2 side by side, without jumps that the processor would guess wrong half the time: all four
 * places of a window are written at once, each with the bits of its gradient or with none.
 */
function scatterHalves(x: Float32Array, dy: Float32Array, dx: Float32Array, info: tf.backend_util.Conv2DInfo): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth } = info;
  const line = inWidth * inChannels;
  const from = bitsOf(dy);
  const to = bitsOf(dx);
  // What no window covers.
  if (inHeight % 2 === 1 || inWidth % 2 === 1) to.fill(0);
  let out = 0;
  for (let batch = 0; batch < batchSize; batch += 1) {
    for (let row = 0; row < outHeight; row += 1) {
      for (let column = 0; column < outWidth; column += 1) {
        let at = ((batch * inHeight + row * 2) * inWidth + column * 2) * inChannels;
        for (let end = at + inChannels; at < end; at += 1, out += 1) {
          const a = x[at];
          const b = x[at + inChannels];
          const c = x[at + line];
          const d = x[at + line + inChannels];
          // All bits or none.
          const rightAbove = -Number(b > a);
          const rightBelow = -Number(d > c);
          const below = -Number(Math.max(c, d) > Math.max(a, b));
          const bits = from[out];
          to[at] = bits & ~below & ~rightAbove;
          to[at + inChannels] = bits & ~below & rightAbove;
          to[at + line] = bits & below & ~rightBelow;
          to[at + line + inChannels] = bits & below & rightBelow;
        }
      }
    }
  }
}

function bitsOf(values: Float32Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.length);
}

function scatter(x: Float32Array, dy: Float32Array, dx: Float32Array, info: tf.backend_util.Conv2DInfo): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth } = info;
  const best = new Int32Array(inChannels);
  dx.fill(0);
  let out = 0;
  for (let batch = 0; batch < batchSize; batch += 1) {
    for (let row = 0; row < outHeight; row += 1) {
      const top = row * info.strideHeight - info.padInfo.top;
      const firstRow = Math.max(0, top);
      const endRow = Math.min(inHeight, top + info.effectiveFilterHeight);
      for (let column = 0; column < outWidth; column += 1, out += inChannels) {
        const left = column * info.strideWidth - info.padInfo.left;
        const firstColumn = Math.max(0, left);
        const endColumn = Math.min(inWidth, left + info.effectiveFilterWidth);
        if (firstRow >= endRow || firstColumn >= endColumn) continue;
        const start = ((batch * inHeight + firstRow) * inWidth + firstColumn) * inChannels;
        for (let channel = 0; channel < inChannels; channel += 1) best[channel] = start + channel;
        for (let inRow = firstRow; inRow < endRow; inRow += 1) {
          const line = (batch * inHeight + inRow) * inWidth;
          for (let inColumn = firstColumn; inColumn < endColumn; inColumn += 1) {
            const at = (line + inColumn) * inChannels;
            for (let channel = 0; channel < inChannels; channel += 1) {
              if (x[at + channel] > x[best[channel]]) best[channel] = at + channel;
            }
          }
        }
        for (let channel = 0; channel < inChannels; channel += 1) dx[best[channel]] += dy[out + channel];
      }
    }
  }
}

export function registerMaxPoolGrad(): void {
  replaceKernel('MaxPoolGrad', maxPoolGrad);
}
