import * as tf from '@tensorflow/tfjs-core';
import { convolution, MANY_CHANNELS, type ConvolutionAttributes } from './convolution';
import { padOrCrop } from './pad-or-crop';
import { floats, replaceKernel, type WasmCall } from './wasm-kernel';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

type FilterAttributes = ConvolutionAttributes & { readonly filterShape: [number, number, number, number] };

/**
 * Gradient of a convolution by its filter [Kh, Kw, Ci, Co], which the library lacks on wasm:
 * dF[i, j, c, o] = Σ_{b, y, x} X[b, y·s + i − p, x·s + j − p, c] · dY[b, y, x, o].
 */
function conv2dBackpropFilter({ inputs, attrs, backend }: WasmCall<'x' | 'dy', FilterAttributes>): tf.TensorInfo {
  const x = inputs.x as tf.Tensor4D;
  const dy = inputs.dy as tf.Tensor4D;
  const info = convolution(x.shape, attrs.filterShape, attrs);
  return tf.tidy(() =>
    info.inChannels >= MANY_CHANNELS ? byConvolution(x, dy, info) : byPatches(x, dy, info, backend),
  );
}

/** The sum over b, y, x is a convolution of X as [Ci, H, W, B] by dY as [Ho, Wo, B, Co], dilated by the stride. */
function byConvolution(x: tf.Tensor4D, dy: tf.Tensor4D, info: tf.backend_util.Conv2DInfo): tf.Tensor {
  const { padInfo, strideHeight, strideWidth } = info;
  const bottom = (info.outHeight - 1) * strideHeight + info.filterHeight - info.inHeight - padInfo.top;
  const right = (info.outWidth - 1) * strideWidth + info.filterWidth - info.inWidth - padInfo.left;
  const image = padOrCrop(tf.transpose(x, [3, 1, 2, 0]), [padInfo.top, bottom], [padInfo.left, right]);
  const filter = tf.transpose(dy, [1, 2, 0, 3]);
  const byChannel = tf.conv2d(image, filter, 1, 'valid', 'NHWC', [strideHeight, strideWidth]);
  return tf.transpose(byChannel, [1, 2, 0, 3]);
}

/** One matrix product: patches [Kh·Kw·Ci, B·Ho·Wo] by dY [B·Ho·Wo, Co]. */
function byPatches(x: tf.Tensor4D, dy: tf.Tensor4D, info: tf.backend_util.Conv2DInfo, backend: BackendWasm): tf.Tensor {
  const positions = info.batchSize * info.outHeight * info.outWidth;
  const taps = info.filterHeight * info.filterWidth * info.inChannels;
  const patches = tf.engine().makeTensorFromTensorInfo(backend.makeOutput([taps, positions], 'float32')) as tf.Tensor2D;
  layOut(floats(backend, x), floats(backend, patches), info);
  return tf.reshape(tf.matMul(patches, tf.reshape(dy, [positions, info.outChannels])), info.filterShape);
}

function layOut(x: Float32Array, patches: Float32Array, info: tf.backend_util.Conv2DInfo): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, strideHeight, strideWidth } = info;
  patches.fill(0);
  const positions = batchSize * outHeight * outWidth;
  let tap = 0;
  for (let i = 0; i < info.filterHeight; i += 1) {
    for (let j = 0; j < info.filterWidth; j += 1) {
      const shift = j - info.padInfo.left;
      // Output columns whose tap falls inside the input.
      const first = Math.max(0, Math.ceil(-shift / strideWidth));
      const last = Math.min(outWidth - 1, Math.floor((inWidth - 1 - shift) / strideWidth));
      for (let channel = 0; channel < inChannels; channel += 1, tap += 1) {
        for (let batch = 0; batch < batchSize; batch += 1) {
          for (let row = 0; row < outHeight; row += 1) {
            const inRow = row * strideHeight + i - info.padInfo.top;
            if (inRow < 0 || inRow >= inHeight) continue;
            const out = tap * positions + (batch * outHeight + row) * outWidth;
            const line = ((batch * inHeight + inRow) * inWidth + shift) * inChannels + channel;
            for (let column = first; column <= last; column += 1) {
              patches[out + column] = x[line + column * strideWidth * inChannels];
            }
          }
        }
      }
    }
  }
}

export function registerConv2dBackpropFilter(): void {
  replaceKernel('Conv2DBackpropFilter', conv2dBackpropFilter);
}
