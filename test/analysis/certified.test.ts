import { describe, expect, it } from 'vitest';
import { keeper, largestThat } from '../../src/analysis/certificates/mmcert/certificate';
import { certificateFlags } from '../../src/analysis/flags/certificate-flags';
import { largestRadiusOf, measureCertified } from '../../src/analysis/measures/certified';
import type { CertificateResult, ModelResults } from '../../src/analysis/results';
import { certificatesSection } from '../../src/report/sections/certificates';
import { alike, CertificateChoice, certificateTitle } from '../../src/shared/certificates/certificate';
import type { CertificateRecord } from '../../src/shared/records/record';
import { Tamper } from '../../src/shared/certificates/tamper';

const choice = CertificateChoice.parse({ name: 'mmcert', kept: { image: 8_988, depth: 996 }, strict: false });
const pools = [
  { modalities: ['image'], n: 465_750, k: 8_988 },
  { modalities: ['depth'], n: 465_750, k: 996 },
];

function record(row: number, votes: number[], label = 0): CertificateRecord {
  return {
    kind: 'certificate',
    cell: 'c',
    sample: `s${String(row)}`,
    row,
    group: `g${String(row)}`,
    label,
    clean: { logits: [1, 0], predicted: 0 },
    votes,
    pools,
  };
}

function resultsOf(records: readonly CertificateRecord[], ablated = 1): ModelResults {
  const result = { setting: { key: '0', title: certificateTitle(choice), choice, version: 1 }, records };
  return {
    cell: { spec: { training: { ablation: { rate: ablated, wordsUnseen: 'masked' } } } },
    certificates: [result as CertificateResult],
  } as unknown as ModelResults;
}

describe('the radius of a sample', () => {
  const votes = { votes: [100, 0], pools };
  const alpha = { alpha: 0.001 / 465_750, strict: false };

  it('is that of the method’s table, r1 = r2', () => {
    expect(largestRadiusOf(votes, alpha, alike(['image', 'depth']))).toBe(17);
  });

  it('is larger for one input alone, most for the one of which less is drawn', () => {
    const [image, depth] = ['image', 'depth'].map((id) => largestRadiusOf(votes, alpha, alike([id]))!);
    expect(image).toBeGreaterThanOrEqual(17);
    expect(depth).toBeGreaterThan(9 * image);
  });

  it('counts elements of all inputs where they are drawn together', () => {
    const union = [{ modalities: ['image', 'depth'], n: 931_500, k: 9_966 }];
    expect(largestRadiusOf({ votes: [100, 0], pools: union }, alpha, alike(['image', 'depth']))).toBe(17);
    expect(largestRadiusOf({ votes: [100, 0], pools: union }, alpha, alike(['depth']))).toBe(35);
  });

  it('there is none where the votes are too even', () => {
    expect(largestRadiusOf({ votes: [55, 45], pools }, alpha, alike(['image']))).toBeNull();
  });

  it.each([
    // Unanimous votes leave a lead of .985 to lose; C(n, 3) of n = 8 to 14: 56, 84, 120, 165, 220, 286, 364, and 4 of n = 4.
    ['modify', 2],
    ['delete', 8],
    ['add', 2],
    ['mixed', 2],
  ] as const)('of words that an attacker may %s is %i', (threat, radius) => {
    const words = { votes: [1000, 0], pools: [{ modalities: ['text'], n: 12, k: 3 }] };
    expect(largestRadiusOf(words, { alpha: 0.001, strict: true, threat }, alike(['text']))).toBe(radius);
  });

  it.each([
    [{ image: 1, depth: 2 }, 16],
    [{ image: 1, depth: 4 }, 13],
    [{ image: 2, depth: 1 }, 9],
    [{ image: 4, depth: 1 }, 4],
  ])('along %j is that of the method’s table', (ray, radius) => {
    expect(largestRadiusOf(votes, alpha, ray)).toBe(radius);
  });

  it('is told along the ratios that were asked for, besides each input and as many of each', () => {
    const asked = [
      { image: 1, depth: 2 },
      { image: 1, depth: 1 },
      { image: 3, depth: 1 },
    ];
    const own = CertificateChoice.parse({ ...choice, rays: asked });
    const sure = Array.from({ length: 30 }, (_, row) => record(row, [100, 0]));
    const results = resultsOf(sure);
    const [{ setting }] = results.certificates;
    const [told] = measureCertified({
      ...results,
      certificates: [{ setting: { ...setting, choice: own }, records: sure } as unknown as CertificateResult],
    });
    expect(told.rays.map(({ ray }) => ray)).toEqual([
      { image: 1 },
      { depth: 1 },
      { image: 1, depth: 1 },
      { image: 1, depth: 2 },
      { image: 3, depth: 1 },
    ]);
    const [, , each, twice] = told.rays;
    expect(twice.largest!).toBeLessThan(each.largest!);
    const section = certificatesSection({
      models: [{ title: 'concat', accuracy: told.accuracy, certified: [told], keptRadii: [] }],
      input: { analysis: { certificates: [told.setting], uncertified: [], segmentation: null } },
    } as never)!;
    expect(section.blocks.flatMap((block) => (block.kind === 'chart' ? [block.title] : []))).toContain(
      'Certified accuracy with elements of image and depth, 1 : 2 modified',
    );
  });

  it('ends where as many elements are seen as there are', () => {
    const small = [{ modalities: ['text'], n: 3, k: 3 }];
    for (const threat of Tamper.options) {
      expect(
        largestRadiusOf({ votes: [100, 0], pools: small }, { alpha: 0.001, strict: true, threat }, alike(['text'])),
      ).toBe(0);
    }
  });
});

describe('certified accuracy', () => {
  const sure = Array.from({ length: 30 }, (_, row) => record(row, [100, 0]));
  const even = Array.from({ length: 10 }, (_, row) => record(30 + row, [52, 48]));
  const wrong = Array.from({ length: 10 }, (_, row) => record(40 + row, [100, 0], 1));
  const [measures] = measureCertified(resultsOf([...sure, ...even, ...wrong]));

  it('is of all samples: abstentions and wrong answers count as none', () => {
    expect(measures.accuracy).toMatchObject({ value: 0.8, n: 50 });
    expect(measures.abstained).toMatchObject({ value: 0.2, n: 50 });
    expect(measures.rays.map(({ ray }) => ray)).toEqual([{ image: 1 }, { depth: 1 }, { image: 1, depth: 1 }]);
    expect(measures.rays[0].curve[0]).toMatchObject({ radius: 0, accuracy: { value: 0.6 } });
  });

  it('falls with the radius, to none beyond the largest', () => {
    for (const { curve, largest, median } of measures.rays) {
      curve.slice(1).forEach(({ radius, accuracy }, index) => {
        expect(radius).toBeGreaterThan(curve[index].radius);
        expect(accuracy.value).toBeLessThanOrEqual(curve[index].accuracy.value!);
      });
      expect(curve.at(-1)).toMatchObject({ radius: largest! + 1, accuracy: { value: 0 } });
      expect(median).toBe(largest);
    }
  });

  it('has no radius where fewer than half are certified', () => {
    const [few] = measureCertified(resultsOf([...sure.slice(0, 5), ...even]));
    expect(few.rays.map(({ median }) => median)).toEqual([null, null, null]);
    const [none] = measureCertified(resultsOf(even));
    expect(none.rays[0]).toMatchObject({ largest: null, curve: [{ radius: 0, accuracy: { value: 0 } }] });
  });

  it('of a constant is flagged, and so is a model that never saw draws; neither of a healthy one', () => {
    const checks = (results: ModelResults): readonly string[] =>
      certificateFlags('m', results.cell.spec.training, measureCertified(results)).map(({ check }) => check);
    expect(checks(resultsOf([...sure, ...wrong], 0))).toEqual(['constant-ensemble', 'not-ablated']);
    expect(checks(resultsOf([...sure, record(60, [0, 100], 1)]))).toEqual([]);
    // All of one label: to say the same of them is right.
    expect(checks(resultsOf(sure))).toEqual([]);
  });

  it('tells apart in the report what is done to elements', () => {
    const threats = ['modify', 'add'] as const;
    const certified = threats.map((threat, index) => {
      const own = CertificateChoice.parse({ name: 'mmcert', kept: { text: 3 }, threat });
      const setting = { key: String(index), title: certificateTitle(own), choice: own, version: 1 };
      const records = sure.map((one) => ({ ...one, pools: [{ modalities: ['text'], n: 12, k: 3 }] }));
      return measureCertified({
        ...resultsOf([]),
        certificates: [{ setting, records } as unknown as CertificateResult],
      })[0];
    });
    // The model saw draws as only the first of the two draws them.
    expect(
      certificateFlags('m', resultsOf([]).cell.spec.training, certified).map(({ check, attack }) => [check, attack]),
    ).toEqual([['ablated-otherwise', 'MMCert, text 3, words added']]);
    const section = certificatesSection({
      models: [{ title: 'concat', accuracy: measures.accuracy, certified, keptRadii: [] }],
      input: {
        analysis: { certificates: certified.map(({ setting }) => setting), uncertified: [], segmentation: null },
      },
    } as never)!;
    expect(certified.map(({ setting }) => setting.title)).toEqual(['MMCert, text 3', 'MMCert, text 3, words added']);
    expect(section.blocks.flatMap((block) => (block.kind === 'chart' ? [block.title] : []))).toEqual([
      'Certified accuracy with elements of the text modified',
      'Certified accuracy with elements of the text added',
    ]);
  });

  it('stands in the report with its curves, one for each set of inputs', () => {
    const model = { title: 'concat', accuracy: measures.accuracy, certified: [measures], keptRadii: [] };
    const section = certificatesSection({
      models: [model],
      input: { analysis: { certificates: [measures.setting], uncertified: [], segmentation: null } },
    } as never);
    const [, table, radii, ...charts] = section!.blocks;
    if (table.kind !== 'table') throw new Error('There is no table.');
    const [group, row] = table.rows;
    expect(group).toMatchObject({ kind: 'group' });
    expect(row.kind === 'cells' && row.cells.map(({ text }) => text.replaceAll('\u00a0', ' '))).toEqual([
      'concat',
      '80.0 %',
      '80.0 %',
      '20.0 %',
      '60.0 %',
    ]);
    expect(radii).toMatchObject({
      rows: [
        {},
        {
          cells: [
            { text: 'concat' },
            ...measures.rays.map(({ largest }) => ({ text: `${String(largest)} (${String(largest)})` })),
          ],
        },
      ],
    });
    expect(charts.map((chart) => chart.kind === 'chart' && chart.title)).toEqual([
      'Certified accuracy with elements of the image modified',
      'Certified accuracy with elements of the depth modified',
      'Certified accuracy with elements of each of image and depth modified',
    ]);
  });
});

it('reads votes by what may be done to each input: words are added while pixels are modified', () => {
  const pools = [
    { modalities: ['image'], n: 2_000, k: 10 },
    { modalities: ['text'], n: 60, k: 2 },
  ];
  const votes = { votes: [980, 20], pools };
  const both = alike(['image', 'text']);
  const along = (choice: object): number | null =>
    largestRadiusOf(votes, { alpha: 0.001, strict: true, ...choice }, both);
  const needed = (tampering: readonly Tamper[]): number | null => {
    const keeps = keeper({ votes: [980, 20], alpha: 0.001, strict: true }, pools, tampering);
    return largestThat((r) => keeps([r, r]), 100);
  };
  expect(along({ threat: 'add', modified: ['image'] })).toBe(needed(['modify', 'add']));
  const others = [needed(['modify', 'modify']), needed(['add', 'add'])];
  expect([along({}), along({ threat: 'add' })]).toEqual(others);
  // The three differ, or nothing is shown.
  expect(new Set([along({ threat: 'add', modified: ['image'] }), ...others]).size).toBe(3);
});

it.each([
  [{}, 'MMCert, image 5 + text 2'],
  [{ threat: 'add' }, 'MMCert, image 5 + text 2, words added'],
  [
    { threat: 'mixed', modified: ['image'] },
    'MMCert, image 5 + text 2, words added, deleted or modified (image: modified)',
  ],
])('is named with what an attacker does: %o', (choice, title) => {
  expect(certificateTitle(CertificateChoice.parse({ name: 'mmcert', kept: { image: 5, text: 2 }, ...choice }))).toBe(
    title,
  );
});
