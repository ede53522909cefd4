/** The values of a sample as files that others read: pictures, texts, arrays. */
import type { DatasetManifest } from '../../../shared/data/dataset';
import { isPlane, planeOf, type ModalitySpec } from '../../../shared/data/modality';
import type { SampleFile } from '../../../shared/samples/sample-file';
import type { ModalityValue } from '../../modalities/modality';
import { npy, type FloatArray } from './npz';
import { pictureFile } from './picture-file';

/** A file before it is packed for the way. */
export type ValueFile = Omit<SampleFile, 'base64'> & { readonly bytes: Uint8Array };

const spectrogramNote = 'log-mel spectrogram, rows from the highest band to the lowest';

/** Levels of depth and of what else was measured in 16 bits are kept in as many. */
export function bitsOf({ mapping }: Pick<DatasetManifest, 'mapping'>, id: string): 8 | 16 {
  return mapping?.inputs.some(({ kind, name }) => kind === 'depth' && name === id) === true || id === 'depth' ? 16 : 8;
}

/** @param role part of the names of what is untouched */
export function valueFiles(
  id: string,
  spec: ModalitySpec,
  value: ModalityValue,
  { role, bits }: { readonly role: SampleFile['role']; readonly bits: 8 | 16 },
): readonly ValueFile[] {
  const name = role === 'clean' ? `${id}.clean` : id;
  const file = { modality: id, role, largestRounding: null, spectralConvergence: null, note: null };
  if (!isPlane(spec) || !(value instanceof Float32Array)) {
    const words = value as readonly string[];
    const encoder = new TextEncoder();
    return [
      { ...file, name: `${name}.txt`, bytes: encoder.encode(`${words.join(' ')}\n`) },
      // The word that stands for a removed one holds a blank.
      { ...file, name: `${name}.json`, bytes: encoder.encode(`${JSON.stringify(words)}\n`), note: 'word by word' },
    ];
  }
  switch (spec.kind) {
    case 'image': {
      const { bytes, largestRounding } = pictureFile(spec, value, bits);
      return [{ ...file, name: `${name}.png`, bytes, largestRounding }];
    }
    case 'audio':
      return [{ ...file, name: `${name}.npy`, bytes: npy(arrayOf(spec, value)), note: spectrogramNote }];
    case 'tabular':
    case 'sequence':
    case 'skeleton':
      return [];
    default:
      return spec satisfies never;
  }
}

/** As a model reads it: [height, width, channels], or one axis fewer where there is one of it; sequences as long as they are. */
export function arrayOf(spec: Exclude<ModalitySpec, { kind: 'text' }>, data: Float32Array): FloatArray {
  const { height, width, channels } = planeOf(spec);
  switch (spec.kind) {
    case 'image':
    case 'skeleton':
      return { shape: [height, width, channels], data };
    case 'audio':
      return { shape: [height, width], data };
    case 'tabular':
      return { shape: [width], data };
    case 'sequence':
      return { shape: [data.length / channels, channels], data };
    default:
      return spec satisfies never;
  }
}
