import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { AnalysisInput } from '../../../../src/analysis/input';
import { ConnectionProvider } from '../../../../src/renderer/lab/connection';
import { LabStateProvider } from '../../../../src/renderer/lab/lab-state';
import { pixelCases } from '../../../../src/renderer/results/pixels/pixel-cases';
import { PixelSample } from '../../../../src/renderer/results/pixels/PixelSample';
import { texts } from '../../../../src/renderer/texts/catalogue';
import { classMap } from '../../../../src/shared/data/class-map';
import { AttackChoice } from '../../../../src/shared/attacks/attack';
import { degradationVersions } from '../../../../src/shared/degradations/degradation';
import type { LabParams } from '../../../../src/shared/lab-channel/lab-api';
import type { AttackCell, DegradedCell } from '../../../../src/shared/plan/plan';
import { PixelRecord } from '../../../../src/shared/records/record';
import type { SampleView } from '../../../../src/shared/samples/sample-view';
import { fakeConnection, fakeLab, type FakeLab } from '../../fake-lab';

afterEach(cleanup);
const words = texts.results.pixelSamples;

const picture = { kind: 'image' as const, height: 1, width: 2, channels: 1, pixels: btoa('\0\x01') };
const black = { ...picture, pixels: btoa('\0\0') };
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

const missing = { kind: 'degraded', id: 'changed', model: 'm', levelIndex: 0, seed: 7, version: 1 } as const;
const without: DegradedCell = {
  ...missing,
  degradationIndex: 0,
  degradation: { name: 'missing', modalities: ['rgb'], by: 'zero' },
  version: degradationVersions.missing,
};
const attack = AttackChoice.parse({ name: 'fgsm', norm: 'linf', budgets: [{ rgb: 0.1 }] });
const attacked: AttackCell = { ...missing, kind: 'attack', attackIndex: 0, budgetIndex: 0, attack };

function show(cell: AttackCell | DegradedCell, answered: string | undefined, lab: FakeLab): void {
  const clean = record('clean', 0, null, classMap(Uint8Array.of(0, 1)));
  const input = {
    dataset: { name: 'scenes', pixelClasses: ['background', 'person'] },
    run: { expansion: { cells: [{ kind: 'clean', id: 'clean', model: 'm' }] } },
    records: [clean],
  } as unknown as AnalysisInput;
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(lab)}>
        <LabStateProvider>
          <PixelSample sample={sample} record={record('changed', 0, 0, answered)} cell={cell} input={input} />
        </LabStateProvider>
      </ConnectionProvider>
    </MantineProvider>,
  );
}
const drawnWithout = fakeLab({ 'data.degraded': () => [{ ...sample, values: { ...sample.values, rgb: black } }] });

it('draws inputs, truth, both answers and what became of them, with names for the colours and the IoU of each class', () => {
  show(without, classMap(Uint8Array.of(0, 0)), drawnWithout);
  for (const name of ['rgb', 'heat', ...Object.values(words.maps)]) {
    expect(screen.getByRole('img', { name: new RegExp(name, 'u') })).toBeDefined();
  }
  expect(screen.getByRole('list', { name: 'Classes' }).textContent).toBe('Classesbackgroundperson');
  expect(screen.getByRole('row', { name: /IoU, person/u }).textContent).toMatch(/100\s%0\s%/u);
});

it('draws what was attacked, and the change of it alone', async () => {
  const asked: LabParams<'attack.change'>[] = [];
  const change = btoa(String.fromCharCode(...new Uint8Array(Float32Array.of(0.1, -0.05).buffer)));
  const lab = fakeLab({
    'attack.change': (params) => {
      asked.push(params);
      const pictures = { rgb: { height: 1, width: 2, channels: 1, change } };
      return { attacked: null, answered: classMap(Uint8Array.of(0, 0)), pictures };
    },
  });
  show(attacked, classMap(Uint8Array.of(0, 0)), lab);
  await screen.findByText(texts.results.samples.again);
  expect(screen.getAllByRole('img', { name: /^rgb/u })).toHaveLength(2);
  expect(screen.getAllByText(texts.ui.difference.largest('25.5'))).toHaveLength(1);
  expect(asked).toEqual([{ model: 'm', sample: 's', attack, budget: 0, seed: 7 }]);
});

it('draws what was left without an input', async () => {
  show(without, undefined, drawnWithout);
  await screen.findByText(texts.results.samples.drawnAgain);
});

it('says so where the run kept no map, and gives the numbers', () => {
  show(without, undefined, drawnWithout);
  expect(screen.getByText(words.notKept)).toBeDefined();
  expect(screen.getByRole('row', { name: /IoU, background/u }).textContent).toMatch(/50.0\s%/u);
});

it('begins with the samples that lost most pixels', () => {
  const records = [record('c', 0, 1), record('c', 1, 0), record('other', 2, 0)];
  expect(pixelCases(records, 'c', 'most-lost').map(({ row }) => row)).toEqual([1, 0]);
  expect(pixelCases(records, 'c', 'data').map(({ row }) => row)).toEqual([0, 1]);
});
