import { expect, test } from 'vitest';
import { DeviceKind } from '../../../src/shared/device';
import { ladder } from '../../../src/engine/devices/ladder';

test('the ladder names every kind of device once, and never offers the reference by itself', () => {
  expect(ladder.map(({ kind }) => kind).toSorted()).toEqual(DeviceKind.options.toSorted());
  expect(ladder.filter(({ automatic }) => automatic).map(({ kind }) => kind)).toEqual([
    'tensorflow-gpu',
    'webgpu',
    'tensorflow-cpu',
    'wasm',
  ]);
});
