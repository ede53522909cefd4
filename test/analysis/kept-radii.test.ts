import { describe, expect, it } from 'vitest';
import { radiusFlags } from '../../src/analysis/flags/certificate-flags';
import { measureKeptRadii, type KeptRadii } from '../../src/analysis/measures/kept-radii';
import type { RunData } from '../../src/analysis/input';
import type { ModelResults } from '../../src/analysis/results';
import { runCsv } from '../support/run-csv';
import { certificatesSection } from '../../src/report/sections/certificates';
import { preferenceWords } from '../../src/report/sections/kept-radii';
import { CertificateChoice, certificateTitle } from '../../src/shared/certificates/certificate';
import type { Integration } from '../../src/shared/training/integration';
import type { LeadsRecord, PerturbationRecord } from '../../src/shared/records/record';

const choice = CertificateChoice.parse({ name: 'crmt' });
const setting = { key: '0', title: certificateTitle(choice), choice, version: 1 };
/** The image moves the lead by 4 a unit, of which 8 is proven; the text by 1, of which 2 is. */
const integration: Integration = {
  weights: { image: [1, 1], text: [1, 1] },
  biases: [0, 0],
  slopes: { image: [2, 2], text: [0.5, 0.5] },
  samples: 10,
  bounds: { image: 8 / Math.SQRT2, text: Math.SQRT2 },
  secondStep: null,
};

function record(row: number, lead: number, proven = true, label = 0): LeadsRecord {
  return {
    kind: 'leads',
    cell: 'c',
    sample: `s${String(row)}`,
    row,
    group: `g${String(row)}`,
    label,
    clean: { logits: [lead, 0], predicted: lead > 0 ? 0 : 1 },
    parts: { image: [0.25 * lead, 0], text: [0.75 * lead, 0] },
    proof: proven
      ? {
          image: { bound: integration.bounds.image!, rounding: 0, growth: 0 },
          text: { bound: integration.bounds.text!, rounding: 0, growth: 0 },
        }
      : null,
  };
}

function attack(row: number, image: number, success: boolean, norm = 'l2'): object {
  return {
    kind: 'perturbation',
    setting: { choice: { norm } },
    records: [{ row, outcome: { success, norms: { image } } } as unknown as PerturbationRecord],
  };
}

function resultsOf(records: readonly LeadsRecord[], attacks: readonly object[] = []): ModelResults {
  return {
    description: { integration },
    leads: [{ setting, records }],
    certificates: [],
    cell: { spec: { training: { ablation: { rate: 0 } } } },
    attacks,
  } as unknown as ModelResults;
}

/** Of 8: six lead by 4, one by 8, and one is wrong. */
const records = [...Array.from({ length: 6 }, (_, row) => record(row, 4)), record(6, 8), record(7, -1)];
const measured = (given: ModelResults): KeptRadii => measureKeptRadii(given)[0];

describe('radii of a model', () => {
  const radii = measured(resultsOf(records));

  it('are told of all inputs together and of each alone, proven apart from estimated', () => {
    if (typeof radii.proven === 'string') throw new Error('All is proven.');
    expect(radii.proven.map(({ modalities }) => modalities)).toEqual([['image', 'text'], ['image'], ['text']]);
    const [together, image] = radii.proven;
    expect(together.median).toBeCloseTo(4 / Math.hypot(8, 2), 5);
    expect(image.median).toBeCloseTo(0.5, 5);
    expect(image.largest).toBeCloseTo(1, 5);
    expect(radii.estimated[1].median).toBeCloseTo(1, 5);
  });

  it('fall from the accuracy to the furthest sample; wrong answers have none', () => {
    const [, { curve }] = radii.estimated;
    expect(curve[0]).toMatchObject({ radius: 0, accuracy: { value: 7 / 8, n: 8 } });
    curve.slice(1).forEach(({ radius, accuracy }, at) => {
      expect(radius).toBeGreaterThan(curve[at].radius);
      expect(accuracy.value).toBeLessThanOrEqual(curve[at].accuracy.value!);
    });
    expect(curve.at(-1)).toMatchObject({ radius: 2, accuracy: { value: 1 / 8 } });
  });

  it('say which input is preferred and which is vulnerable', () => {
    expect(radii.leadShares).toEqual({ image: 0.25, text: 0.75 });
    expect(radii.limitedBy).toEqual({ proven: { image: 7, text: 0 }, estimated: { image: 7, text: 0 } });
    expect(preferenceWords('crmt', radii).replaceAll('\u00a0', ' ')).toBe(
      'crmt: prefers the text (75.0 % of the lead); the image is the vulnerable one (lowers it fastest in 7 of 7 by the estimate, in 7 of 7 by the proof)',
    );
    const words = (limitedBy: typeof radii.limitedBy): string => preferenceWords('crmt', { ...radii, limitedBy });
    expect(words({ proven: null, estimated: { image: 2, text: 5 } })).toMatch(
      /; by the estimate the text is the vulnerable one \(lowers it fastest in 5 of 7\)$/u,
    );
    // A loose proof names the input whose encoder is the deeper one.
    expect(words({ proven: { image: 7, text: 0 }, estimated: { image: 2, text: 5 } })).toMatch(
      /; which is the vulnerable one is open: by the estimate the text .* \(in 5 of 7\), by the looser proof the image \(in 7 of 7\)/u,
    );
  });

  it('are not proven where one sample is not, with the reason; nor told of a model that is gone', () => {
    expect(measured(resultsOf(records.map((own) => ({ ...own, proof: null })))).proven).toBe('arithmetic');
    const attention = { ...integration, bounds: { image: 1, text: null } };
    const open = { ...resultsOf([record(0, 4, false)]), description: { integration: attention } } as never;
    expect(measured(open).proven).toBe('encoders');
    expect(measureKeptRadii({ ...resultsOf(records), description: null })).toEqual([]);
  });
});

describe('attacks of the same run', () => {
  const flagsOf = (given: ModelResults): readonly (readonly [string, string])[] =>
    radiusFlags({ title: 'm', keptRadii: measureKeptRadii(given) }).map(({ check, level }) => [check, level]);

  it('within what is proven void it where they succeed; within the estimate they show that it was too large', () => {
    const broken = resultsOf(records, [attack(0, 0.4, true), attack(1, 0.4, false)]);
    expect(measured(broken).proofChecked).toEqual({ within: 2, changed: 1 });
    expect(flagsOf(broken)).toEqual([
      ['broken-proof', 'void'],
      ['estimate-too-large', 'warning'],
    ]);
    const steeper = resultsOf(records, [attack(0, 0.6, true)]);
    expect(measured(steeper)).toMatchObject({
      proofChecked: { within: 0, changed: 0 },
      estimateChecked: { within: 1, changed: 1 },
    });
    expect(flagsOf(steeper)).toEqual([['estimate-too-large', 'warning']]);
  });

  it('beyond both, in another norm, or without success say nothing against it', () => {
    expect(
      flagsOf(resultsOf(records, [attack(0, 3, true), attack(1, 0.4, true, 'linf'), attack(2, 0.4, false)])),
    ).toEqual([]);
  });
});

describe('what is said of radii', () => {
  const section = (given: ModelResults) =>
    certificatesSection({
      models: [{ title: 'crmt', certified: [], keptRadii: measureKeptRadii(given) }],
      input: { analysis: { certificates: [setting], uncertified: [], segmentation: null } },
    } as never)!;

  it('in the report: proven and estimated in tables and charts of their own, estimates named so', () => {
    const { blocks } = section(resultsOf(records));
    const titles = blocks.flatMap((block) =>
      block.kind === 'table' ? [block.caption] : block.kind === 'chart' ? [block.title] : [],
    );
    expect(titles.filter((title) => /proven|certified/iu.test(title))).toHaveLength(4);
    expect(titles.filter((title) => /estimate/iu.test(title))).toHaveLength(4);
    expect(titles.filter((title) => /estimate/iu.test(title) && /proven|certified/iu.test(title))).toEqual([]);
    const charts = blocks.filter((block) => block.kind === 'chart');
    const dashes = charts.map(({ data }) => (data[0] as { line: { dash: string } }).line.dash);
    expect(dashes).toEqual(['solid', 'solid', 'solid', 'dash', 'dash', 'dash']);
  });

  it('where nothing is proven there is no proven chart, and the reason in its place', () => {
    const { blocks } = section(resultsOf([record(0, 4, false)]));
    expect(JSON.stringify(blocks)).toContain('none: roundings of this device not known (on WebAssembly they are)');
    expect(blocks.filter((block) => block.kind === 'chart')).toHaveLength(3);
  });

  it('as CSV: the parts that they follow from, and the radii', () => {
    const cell = { kind: 'certificate', id: 'c', model: 'm', certificate: choice, version: 1, seed: 0 };
    const run = {
      run: { id: 'r', plan: { name: 'p', certificates: [choice] }, expansion: { cells: [cell] } },
      dataset: { modalities: { image: { kind: 'image' }, text: { kind: 'text' } }, classes: ['no', 'yes'] },
      models: [{ id: 'm', integration }],
      records: [record(0, 4)],
    } as unknown as RunData;
    const [header, line] = runCsv(run).split('\r\n');
    const fields = line.replace(/"\{.*\}"/u, '{}').split(',');
    const value = (name: string): string => fields[header.split(',').indexOf(name)];
    expect(value('text_logit_parts')).toBe('"3 0"');
    expect(Number(value('radius_estimated'))).toBeCloseTo(4 / Math.hypot(4, 1), 10);
    expect(Number(value('image_radius_proven'))).toBeCloseTo(0.5, 6);
  });
});
