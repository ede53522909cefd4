import { expect, test } from 'vitest';
import { DeviceFault, DeviceWatch } from '../../../src/engine/backends/device-watch';

const first = new DeviceFault('The card fell out.');
const second = new DeviceFault('There is no card.');

test('work on a sound device gives what it gives', async () => {
  const watch = new DeviceWatch();
  expect(await watch.guard(() => Promise.resolve(7))).toBe(7);
  await expect(watch.guard(() => Promise.reject(new Error('No.')))).rejects.toThrow('No.');
});

test('a fault ends work that would wait for ever', async () => {
  const watch = new DeviceWatch();
  const waiting = watch.guard(() => new Promise(() => undefined));
  watch.report(first);
  await expect(waiting).rejects.toBe(first);
});

test('a fault takes the place of the errors and the results that come of it, then and later; the first counts', async () => {
  const watch = new DeviceWatch();
  const failing = (result: Promise<number>) => async (): Promise<number> => {
    watch.report(first);
    watch.report(second);
    return result;
  };
  await expect(watch.guard(failing(Promise.resolve(0)))).rejects.toBe(first);
  await expect(watch.guard(failing(Promise.reject(new Error('AbortError'))))).rejects.toBe(first);
  await expect(watch.guard(() => Promise.resolve(0))).rejects.toBe(first);
});
