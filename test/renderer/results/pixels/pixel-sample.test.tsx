// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { AnalysisInput } from '../../../../src/analysis/input';
import { pixelCases } from '../../../../src/renderer/results/pixels/pixel-cases';
import { PixelSample } from '../../../../src/renderer/results/pixels/PixelSample';
import { texts } from '../../../../src/renderer/texts/catalogue';
import { classMap } from '../../../../src/shared/class-map';
import type { DegradedCell } from '../../../../src/shared/plan';
import { PixelRecord } from '../../../../src/shared/record';
import type { SampleView } from '../../../../src/shared/sample-view';

afterEach(cleanup);
const words = texts.results.pixelSamples;

const picture = { kind: 'image' as const, height: 1, width: 2, channels: 1, pixels: btoa('\0\x01') };
const sample: SampleView = {
  ...{ id: 's', row: 0, split: 'test', label: 0, group: 's', values: { rgb: picture, heat: picture } },
  mask: classMap(Uint8Array.of(0, 1)),
};
const record = (cell: string, row: number, rightAfter: number | null, answered?: string): PixelRecord =>
  PixelRecord.parse({
    ...{ kind: 'pixels', cell, sample: 's', row, group: 's', attack: null },
    untouched: { truePositives: [1, 1], falsePositives: [0, 0], falseNegatives: [0, 0] },
    changed:
      rightAfter === null
        ? null
        : { truePositives: [1, rightAfter], falsePositives: [1 - rightAfter, 0], falseNegatives: [0, 1 - rightAfter] },
    loss: [0.1, rightAfter === null ? null : 2],
    ...(answered === undefined ? {} : { answered }),
  });

function show(answered: string | undefined): void {
  const cell = { kind: 'degraded', id: 'without', model: 'm' } as unknown as DegradedCell;
  const clean = record('clean', 0, null, classMap(Uint8Array.of(0, 1)));
  const input = {
    dataset: { pixelClasses: ['background', 'person'] },
    run: { expansion: { cells: [{ kind: 'clean', id: 'clean', model: 'm' }] } },
    records: [clean],
  } as unknown as AnalysisInput;
  render(
    <MantineProvider>
      <PixelSample sample={sample} record={record('without', 0, 0, answered)} cell={cell} input={input} />
    </MantineProvider>,
  );
}

it('draws inputs, truth, both answers and what became of them, with names for the colours and the IoU of each class', () => {
  show(classMap(Uint8Array.of(0, 0)));
  for (const name of ['rgb', 'heat', ...Object.values(words.maps)]) {
    expect(screen.getByRole('img', { name: new RegExp(name, 'u') })).toBeDefined();
  }
  expect(screen.getByRole('list', { name: 'Classes' }).textContent).toBe('Classesbackgroundperson');
  expect(screen.getByRole('row', { name: /IoU, person/u }).textContent).toMatch(/100\s%0\s%/u);
});

it('says so where the run kept no map, and gives the numbers', () => {
  show(undefined);
  expect(screen.getByText(words.notKept)).toBeDefined();
  expect(screen.getByRole('row', { name: /IoU, background/u }).textContent).toMatch(/50.0\s%/u);
});

it('begins with the samples that lost most pixels', () => {
  const records = [record('c', 0, 1), record('c', 1, 0), record('other', 2, 0)];
  expect(pixelCases(records, 'c', 'most-lost').map(({ row }) => row)).toEqual([1, 0]);
  expect(pixelCases(records, 'c', 'data').map(({ row }) => row)).toEqual([0, 1]);
});
