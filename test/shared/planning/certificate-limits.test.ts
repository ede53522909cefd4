import { expect, test } from 'vitest';
import { certificateReason, leftOut, subjectLimit } from '../../../src/shared/planning/certificate-limits';

const subject = (name: string, fusion: string, ...reads: readonly string[]) => ({
  name,
  recipe: { encoders: Object.fromEntries(reads.map((id) => [id, { name: 'cnn' }])), fusion: { name: fusion } },
});
const subjects = [
  subject('concat', 'concat', 'image', 'text'),
  subject('crmt', 'crmt', 'image', 'text'),
  subject('image', 'crmt', 'image'),
];

test('radii need logits that are sums; votes need all that they draw from', () => {
  expect(leftOut({ name: 'crmt' }, subjects)).toEqual([
    { subjects: ['concat'], reason: 'needs logits that are sums over the inputs, as the fusion “crmt” gives them' },
  ]);
  const unread = [{ subjects: ['image'], reason: 'draws from text, which is not read there' }];
  expect(leftOut({ name: 'mmcert', kept: { image: 3, text: 2 } }, subjects)).toEqual(unread);
  expect(leftOut({ name: 'randomized-ablation', modalities: ['text'], kept: 2 }, subjects)).toEqual(unread);
  expect(subjectLimit({ name: 'mmcert', kept: { image: 3 } }, subjects[2])).toBeNull();
});

test('a certificate can be chosen as long as one model has it', () => {
  const reason = (...own: typeof subjects): string | null => certificateReason('crmt', own, { target: undefined });
  expect(reason(...subjects)).toBeNull();
  expect(reason()).toBeNull();
  expect(reason(subjects[0])).toContain('sums over the inputs');
});
