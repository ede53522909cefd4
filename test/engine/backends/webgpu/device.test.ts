import { expect, test } from 'vitest';
import { DeviceWatch } from '../../../../src/engine/backends/device-watch';
import { openDevice } from '../../../../src/engine/backends/webgpu/device';
import { inHalves } from '../../../../src/engine/in-halves';

const MEBIBYTE = 2 ** 20;

/** An adapter whose buffers hold 8 MiB at most; no fault ever comes by itself. */
const device = {
  limits: { maxBufferSize: 16 * MEBIBYTE, maxStorageBufferBindingSize: 8 * MEBIBYTE },
  lost: new Promise(() => undefined),
  addEventListener: () => undefined,
  createBuffer: ({ size }: GPUBufferDescriptor) => ({ size }),
};
const adapter = { limits: device.limits, requestDevice: () => Promise.resolve({ ...device }) } as unknown as GPUAdapter;

test('rows whose tensor is larger than a buffer can be are computed in halves', async () => {
  const opened = await openDevice(adapter, 'Small card', new DeviceWatch());
  // eslint-disable-next-line @typescript-eslint/require-await
  const compute = async (rows: readonly number[]): Promise<readonly number[]> =>
    rows.map(() => opened.createBuffer({ size: rows.length * 3 * MEBIBYTE, usage: 0 }).size);
  const computed = await inHalves([1, 2, 3, 4], compute);
  expect(computed).toEqual(Array(4).fill({ result: 6 * MEBIBYTE, halvings: 1 }));
});

test('the refusal names the card, the size and the limit', async () => {
  const opened = await openDevice(adapter, 'Small card', new DeviceWatch());
  expect(() => opened.createBuffer({ size: 9 * MEBIBYTE, usage: 0 })).toThrow(
    'The graphics adapter Small card cannot hold a tensor of 9 MiB (at most 8 MiB).',
  );
});
