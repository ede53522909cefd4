import { expect, it } from 'vitest';
import { readSafetensors, writeSafetensors, type StoredTensor } from '../../../../src/engine/models/safetensors';
import { nestedCheckpoint, readNestedCheckpoint } from '../../../../src/engine/training/stages/nested-checkpoint';

const tensor = (...values: number[]): StoredTensor => ({ shape: [values.length], data: Float32Array.from(values) });
const within = writeSafetensors({
  tensors: new Map([['head/weight', tensor(3)]]),
  metadata: { format: 'inner', formatVersion: '7' },
});
const standing = { done: [{ of: 'image' }], weights: new Map([['head/weight', tensor(1, 2)]]), checkpoint: within };
const read = (bytes: Uint8Array, format = 'outer', identity = 'one') =>
  readNestedCheckpoint(bytes, format, identity, 'two stages');

it('holds what is done and, beside it, the checkpoint of the stage under way as that wrote it', () => {
  const { done, weights, checkpoint } = read(nestedCheckpoint(standing, 'outer', 'one'));
  expect(done).toEqual(standing.done);
  expect(weights.get('head/weight')?.data).toEqual(Float32Array.of(1, 2));
  expect(checkpoint).toEqual(within);
  expect(read(nestedCheckpoint({ ...standing, checkpoint: null }, 'outer', 'one')).checkpoint).toBeNull();
});

it('is continued by the same training of the same version alone', () => {
  const bytes = nestedCheckpoint(standing, 'outer', 'one');
  const { tensors, metadata } = readSafetensors(bytes, 'checkpoint');
  const ofNext = writeSafetensors({ tensors, metadata: { ...metadata, formatVersion: '2' } });
  const { formatVersion, ...unversioned } = metadata;
  expect(formatVersion).toBe('1');
  for (const other of [ofNext, writeSafetensors({ tensors, metadata: unversioned }), within]) {
    expect(() => read(other)).toThrow('is not a checkpoint of two stages of this version.');
  }
  expect(() => read(bytes, 'other')).toThrow('is not a checkpoint of two stages');
  expect(() => read(bytes, 'outer', 'two')).toThrow('belongs to another specification');
});
