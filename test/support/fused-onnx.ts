import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encode } from 'fast-png';
import { onnxFile } from './onnx-file';

const side = 8;
/** Samples of a folder, half of them of either class. */
const samples = 40;

/** How bright the picture of a sample is, and what its row of numbers says: both tell the class, a little apart. */
function valuesOf(index: number): { readonly bright: number; readonly numbers: readonly [number, number] } {
  const isDay = index % 2 === 1;
  const wander = (Math.floor(index / 2) % 10) / 100;
  return {
    bright: Math.round(255 * (isDay ? 0.8 - wander : 0.2 + wander)),
    numbers: [isDay ? 0.9 - wander : 0.1 + wander, wander * 10],
  };
}

/** A folder whose list names pictures, numbers and one of two classes: `list.csv` and `pictures`. */
export async function dayAndNight(folder: string): Promise<string> {
  await mkdir(path.join(folder, 'pictures'), { recursive: true });
  const lines = ['picture,light,warmth,label'];
  for (let index = 0; index < samples; index += 1) {
    const { bright, numbers } = valuesOf(index);
    const name = `pictures/${String(index)}.png`;
    const data = Uint8Array.from({ length: side * side * 3 }, (_, at) => (bright + (at % 7)) % 256);
    await writeFile(path.join(folder, name), encode({ width: side, height: side, channels: 3, data }));
    lines.push(`${name},${String(numbers[0])},${String(numbers[1])},${index % 2 === 1 ? 'day' : 'night'}`);
  }
  await writeFile(path.join(folder, 'list.csv'), `${lines.join('\n')}\n`);
  return folder;
}

/** A graph that answers by the brightness of a picture and by the first of two numbers: logits of night and day. */
export function dayOnnx(): Uint8Array {
  const weights = (name: string, shape: readonly number[], values: readonly number[]) => ({
    name,
    shape,
    data: Float32Array.from(values),
  });
  return onnxFile({
    inputs: [
      { name: 'picture', type: 'float32', shape: ['n', 3, 'h', 'w'] },
      { name: 'numbers', type: 'float32', shape: ['n', 2] },
    ],
    outputs: [{ name: 'logits', type: 'float32', shape: ['n', 2] }],
    weights: [
      weights('seen', [3, 2], [2, 0, 2, 0, 2, 0]),
      weights('said', [2, 2], [0, 6, 0, 0]),
      weights('fused', [4, 2], [-1, 1, 0, 0, 0, 0, -1, 1]),
      weights('middle', [2], [6, -6]),
    ],
    nodes: [
      { type: 'GlobalAveragePool', inputs: ['picture'], outputs: ['pooled'] },
      { type: 'Flatten', inputs: ['pooled'], outputs: ['colours'] },
      { type: 'MatMul', inputs: ['colours', 'seen'], outputs: ['image_code'] },
      { type: 'MatMul', inputs: ['numbers', 'said'], outputs: ['number_code'] },
      { type: 'Concat', inputs: ['image_code', 'number_code'], outputs: ['code'], attributes: { axis: 1 } },
      { type: 'MatMul', inputs: ['code', 'fused'], outputs: ['sums'] },
      { type: 'Add', inputs: ['sums', 'middle'], outputs: ['logits'] },
    ],
  });
}
