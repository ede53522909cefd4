import { expect, test } from 'vitest';
import { uncertified, uncertifiedWords } from '../../src/analysis/uncertified';
import { certificatesSection } from '../../src/report/sections/certificates';
import { CertificateChoice } from '../../src/shared/certificates/certificate';

const subject = (name: string, fusion: string): object => ({
  name,
  recipe: { encoders: { image: { name: 'cnn' } }, fusion: { name: fusion } },
});
const plan = {
  certificates: [{ name: 'mmcert', kept: { image: 3 } }, { name: 'crmt' }].map((choice) =>
    CertificateChoice.parse(choice),
  ),
  subjects: [subject('concat', 'concat'), subject('crmt', 'crmt'), subject('late', 'late')],
} as unknown as Parameters<typeof uncertified>[0];

test('models that a certificate says nothing of are named with the reason, in the analysis and in the report', () => {
  const without = uncertified(plan);
  const words =
    'CRMT radii: none of “concat” and “late”, as it needs logits that are sums over the inputs, as the fusion “crmt” gives them';
  expect(without.map(uncertifiedWords)).toEqual([words]);
  const radii = {
    ...{ setting: {}, modalities: ['image'], proven: 'arithmetic', proofChecked: null, right: 1, leadShares: null },
    ...{
      margins: null,
      limitedBy: { proven: null, estimated: { image: 1 } },
      estimateChecked: { within: 0, changed: 0 },
    },
    estimated: [
      {
        modalities: ['image'],
        curve: [{ radius: 0, accuracy: { value: 0.5, low: 0.4, high: 0.6, n: 2 } }],
        median: null,
        largest: null,
      },
    ],
  };
  const section = certificatesSection({
    models: [
      { title: 'concat', certified: [], keptRadii: [] },
      { title: 'crmt', certified: [], keptRadii: [radii] },
    ],
    input: { analysis: { certificates: [], uncertified: without, segmentation: null } },
  } as never)!;
  expect(section.blocks.at(-1)).toEqual({ kind: 'list', items: [`${words}.`] });
});

test('of many models the first are named, and the others counted', () => {
  const subjects = ['crmt', ...Array.from({ length: 8 }, (_, index) => `m${String(index)}`)];
  const [, own] = uncertified({
    certificates: [
      CertificateChoice.parse({ name: 'crmt' }),
      CertificateChoice.parse({ name: 'mmcert', kept: { x: 1 } }),
    ],
    subjects: subjects.map((name) => subject(name, name === 'crmt' ? 'crmt' : 'late')),
  } as unknown as Parameters<typeof uncertified>[0]);
  expect(own.key).toBe('1');
  const [first] = uncertified({
    certificates: [CertificateChoice.parse({ name: 'crmt' })],
    subjects: subjects.map((name) => subject(name, name === 'crmt' ? 'crmt' : 'late')),
  } as unknown as Parameters<typeof uncertified>[0]);
  expect(first.key).toBe('0');
  expect(uncertifiedWords(first)).toMatch(/^CRMT radii: none of “m0”, “m1”, “m2” and 5 others, as it needs/u);
});
