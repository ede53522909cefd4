import type { ColumnSpec, Split } from '../../shared/data/dataset';
import type { AudioSpec, Measured, ModalitySpec } from '../../shared/data/modality';
import { ChannelMoments } from './channel-moments';
import { ColumnFile } from './column-file';
import { encodeFloats, encodeLine, encodeNumbers, rowLength } from './columns';
import { MeasuredMoments } from './measured-moments';

/** What is known of a modality before its rows are; the rest of its specification is measured while writing. */
export type ModalityShape =
  | { readonly kind: 'image'; readonly height: number; readonly width: number; readonly channels: 1 | 3 }
  | { readonly kind: 'text' }
  | Pick<AudioSpec, 'kind' | 'height' | 'width' | 'seconds' | 'hertz'>
  | { readonly kind: 'tabular'; readonly columns: readonly string[] }
  | {
      readonly kind: 'sequence';
      /** Of the longest sample. */
      readonly steps: number;
      readonly features: readonly string[];
      /** A value may have fewer steps, one at least; left out: all have `steps`. */
      readonly varies?: boolean;
    }
  | {
      readonly kind: 'skeleton';
      readonly joints: readonly string[];
      /** As the specification has them; absent: not known. */
      readonly parents?: readonly number[];
      readonly steps: number;
      readonly coordinates: readonly string[];
    };

export type RowValue = Uint8Array | Float32Array | readonly string[];

/** Writes the values of one modality, and measures what its specification says of them. */
export interface ModalityWriter {
  /** Null, or what is wrong with the value. */
  append(value: RowValue | undefined, split: Split): Promise<string | null>;
  finish(): Promise<{
    readonly column: ColumnSpec;
    readonly spec: ModalitySpec;
    /** Steps of each row, where they differ. */
    readonly steps?: ColumnSpec;
  }>;
  close(): Promise<void>;
}

export function modalityWriter(folder: string, id: string, shape: ModalityShape): ModalityWriter {
  switch (shape.kind) {
    case 'image':
    case 'audio': {
      const { height, width } = shape;
      const channels = shape.kind === 'image' ? shape.channels : 1;
      const file = new ColumnFile(folder, `${id}.u8`);
      const moments = new ChannelMoments(channels);
      const length = height * width * channels;
      return {
        append: async (value, split) => {
          if (!(value instanceof Uint8Array) || value.length !== length) return `not ${length} bytes of pixels.`;
          moments.add(value, split === 'train');
          await file.append(value);
          return null;
        },
        finish: async () => ({
          column: { dtype: 'uint8', shape: [height, width, channels], ...(await file.finish()) },
          spec:
            shape.kind === 'image'
              ? { kind: 'image', height, width, channels: shape.channels, ...moments.result() }
              : { ...shape, channels: 1, ...moments.result() },
        }),
        close: () => file.close(),
      };
    }
    case 'text': {
      const file = new ColumnFile(folder, `${id}.jsonl`);
      let maxWords = 1;
      return {
        append: async (value) => {
          if (!Array.isArray(value)) return 'not a list of words.';
          const words = value as readonly string[];
          maxWords = Math.max(maxWords, words.length);
          await file.append(encodeLine(words));
          return null;
        },
        finish: async () => ({
          column: { dtype: 'text', shape: [], ...(await file.finish()) },
          spec: { kind: 'text', maxWords },
        }),
        close: () => file.close(),
      };
    }
    case 'tabular': {
      const { columns } = shape;
      return measuredWriter(folder, id, [columns.length], columns, (measured, moments) => ({
        kind: 'tabular',
        columns: measured,
        ...moments,
      }));
    }
    case 'sequence': {
      const { steps, features } = shape;
      if (shape.varies === true) return varyingWriter(folder, id, steps, features);
      return measuredWriter(folder, id, [steps, features.length], features, (measured, moments) => ({
        kind: 'sequence',
        steps,
        features: measured,
        ...moments,
      }));
    }
    case 'skeleton': {
      const { joints, parents, steps, coordinates } = shape;
      const size = [joints.length, steps, coordinates.length];
      return measuredWriter(folder, id, size, coordinates, (measured, moments) => ({
        kind: 'skeleton',
        joints: [...joints],
        ...(parents === undefined ? {} : { parents: [...parents] }),
        steps,
        coordinates: measured,
        ...moments,
      }));
    }
    default:
      return shape satisfies never;
  }
}

/** Measurements as 32-bit numbers; what a channel is, and its range, is told by their specification. */
function measuredWriter(
  folder: string,
  id: string,
  shape: number[],
  channels: readonly string[],
  specOf: (measured: Measured[], moments: { readonly mean: number[]; readonly std: number[] }) => ModalitySpec,
): ModalityWriter {
  const file = new ColumnFile(folder, `${id}.f32`);
  const moments = new MeasuredMoments(channels);
  const length = rowLength(shape);
  return {
    append: async (value, split) => {
      if (!(value instanceof Float32Array) || value.length !== length) return `not ${length} numbers.`;
      if (!value.every(Number.isFinite)) return 'a number that is not finite.';
      moments.add(value, split === 'train');
      await file.append(encodeFloats(value));
      return null;
    },
    finish: async () => {
      const { measured, mean, std } = moments.result();
      return {
        column: { dtype: 'float32', shape, ...(await file.finish()) },
        spec: specOf(measured, { mean, std }),
      };
    },
    close: () => file.close(),
  };
}

/** Sequences of different lengths: what follows the last step of each is stored as zeros, and read by nobody. */
function varyingWriter(folder: string, id: string, steps: number, features: readonly string[]): ModalityWriter {
  const file = new ColumnFile(folder, `${id}.f32`);
  const moments = new MeasuredMoments(features);
  const lengths: number[] = [];
  const most = steps * features.length;
  return {
    append: async (value, split) => {
      if (!(value instanceof Float32Array) || value.length === 0 || value.length > most) {
        return `not 1 to ${steps} steps of ${features.length} numbers.`;
      }
      if (value.length % features.length !== 0) return `steps of other than ${features.length} numbers.`;
      if (!value.every(Number.isFinite)) return 'a number that is not finite.';
      moments.add(value, split === 'train');
      lengths.push(value.length / features.length);
      const padded = new Float32Array(most);
      padded.set(value);
      await file.append(encodeFloats(padded));
      return null;
    },
    finish: async () => {
      const { measured, mean, std } = moments.result();
      const { dtype, bytes } = encodeNumbers(lengths);
      const own = new ColumnFile(folder, `${id}.steps.${dtype === 'uint8' ? 'u8' : 'u16'}`);
      await own.append(bytes);
      const shortest = lengths.reduce((least, length) => Math.min(least, length), steps);
      return {
        column: { dtype: 'float32', shape: [steps, features.length], ...(await file.finish()) },
        spec: { kind: 'sequence', steps, shortest, features: measured, mean, std },
        steps: { dtype, shape: [], ...(await own.finish()) },
      };
    },
    close: () => file.close(),
  };
}
