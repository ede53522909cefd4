import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { convolution, MANY_CHANNELS, type ConvolutionAttributes } from './convolution';
import { floats, replaceKernel, type WasmCall } from './wasm-kernel';

type InputAttributes = ConvolutionAttributes & { readonly inputShape: [number, number, number, number] };

/**
 * Gradient of a convolution by its input:
 * dX[b, y·s + i − p, x·s + j − p, c] = Σ_{i, j, o} dY[b, y, x, o] · F[i, j, c, o]. The library's is a loop over single numbers.
 */
function conv2dBackpropInput({ inputs, attrs, backend }: WasmCall<'dy' | 'filter', InputAttributes>): tf.TensorInfo {
  const dy = inputs.dy as tf.Tensor4D;
  const filter = inputs.filter as tf.Tensor4D;
  const info = convolution(attrs.inputShape, filter.shape, attrs);
  return tf.tidy(() => byConvolution(dy, filter, info) ?? byProduct(dy, filter, info, backend));
}

/**
 * At stride 1, a convolution of dY with the filter turned by 180°, its channels exchanged. Null where that does not
 * apply, or wastes most of its work: the convolution computes output channels in groups of eight.
 */
function byConvolution(dy: tf.Tensor4D, filter: tf.Tensor4D, info: tf.backend_util.Conv2DInfo): tf.Tensor | null {
  if (info.strideHeight > 1 || info.strideWidth > 1 || info.inChannels < MANY_CHANNELS) return null;
  const top = info.filterHeight - 1 - info.padInfo.top;
  const left = info.filterWidth - 1 - info.padInfo.left;
  const bottom = info.inHeight + info.filterHeight - 1 - top - info.outHeight;
  const right = info.inWidth + info.filterWidth - 1 - left - info.outWidth;
  if (Math.min(top, bottom, left, right) < 0) return null;
  const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
  return tf.conv2d(dy, turned, 1, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
}

/** One product gives, per output position, what it sends to each tap of its window; these are then added up. */
function byProduct(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  info: tf.backend_util.Conv2DInfo,
  backend: BackendWasm,
): tf.Tensor {
  const positions = info.batchSize * info.outHeight * info.outWidth;
  const taps = info.filterHeight * info.filterWidth * info.inChannels;
  const sent = tf.matMul(
    tf.reshape(dy, [positions, info.outChannels]),
    tf.reshape(filter, [taps, info.outChannels]),
    false,
    true,
  );
  const gradient = tf.engine().makeTensorFromTensorInfo(backend.makeOutput(info.inShape, 'float32'));
  addUp(floats(backend, sent), floats(backend, gradient), info);
  return gradient;
}

function addUp(sent: Float32Array, dx: Float32Array, info: tf.backend_util.Conv2DInfo): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight } = info;
  const line = info.filterWidth * inChannels;
  dx.fill(0);
  let position = 0;
  for (let batch = 0; batch < batchSize; batch += 1) {
    for (let row = 0; row < outHeight; row += 1) {
      const top = row * info.strideHeight - info.padInfo.top;
      const firstTap = Math.max(0, -top);
      const endTap = Math.min(filterHeight, inHeight - top);
      for (let column = 0; column < outWidth; column += 1, position += 1) {
        // The part of a window's line that lies inside the image, in elements.
        const left = (column * info.strideWidth - info.padInfo.left) * inChannels;
        const first = Math.max(0, -left);
        const end = Math.min(line, inWidth * inChannels - left);
        for (let tap = firstTap; tap < endTap; tap += 1) {
          const from = (position * filterHeight + tap) * line;
          const into = (batch * inHeight + top + tap) * inWidth * inChannels + left;
          for (let element = first; element < end; element += 1) dx[into + element] += sent[from + element];
        }
      }
    }
  }
}

export function registerConv2dBackpropInput(): void {
  replaceKernel('Conv2DBackpropInput', conv2dBackpropInput);
}
