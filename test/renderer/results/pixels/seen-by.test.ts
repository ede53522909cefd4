import { expect, it } from 'vitest';
import { seenBy } from '../../../../src/renderer/results/pixels/seen-by';
import type { SampleView } from '../../../../src/shared/samples/sample-view';

it('of a sample, what the model reads; all where nobody knows the model', () => {
  const picture = { kind: 'image' as const, height: 1, width: 1, channels: 1, pixels: btoa('\0') };
  const values = { rgb: picture, depth: picture, heat: picture };
  const sample: SampleView = { id: 's', row: 0, split: 'test', label: 0, group: 's', values };
  const recipe = { encoders: { rgb: {}, heat: {} } };
  const run = { expansion: { cells: [{ kind: 'model', model: 'm', spec: { recipe } }] } } as never;
  expect(Object.keys(seenBy('m', sample, { run }).values)).toEqual(['rgb', 'heat']);
  expect(seenBy('other', sample, { run })).toEqual(sample);
});
