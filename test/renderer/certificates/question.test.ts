import { describe, expect, it } from 'vitest';
import { asked, firstDraft, type CertificateDraft, type Field } from '../../../src/renderer/certificates/question';

const withFirst = (changes: Partial<CertificateDraft['modalities'][number]>): CertificateDraft => ({
  ...firstDraft,
  modalities: [{ ...firstDraft.modalities[0], ...changes }, firstDraft.modalities[1]],
});

describe('what the form asks', () => {
  it('is a question where every field is in order', () => {
    expect(asked(firstDraft)).toEqual({
      question: {
        attack: 'modify',
        names: ['image', 'text'],
        modalities: [
          { n: 784, k: 40 },
          { n: 12, k: 3 },
        ],
        radius: [2, 1],
        ratio: 1,
        vote: { votes: [980, 15, 5], alpha: 0.001, strict: false },
      },
      problems: {},
    });
  });

  it('takes votes with commas, blanks or semicolons, and names what has no name', () => {
    const { question } = asked({ ...withFirst({ name: ' ' }), votes: ' 70;20\n10 , ' });
    expect(question?.vote.votes).toEqual([70, 20, 10]);
    expect(question?.names).toEqual(['input 1', 'text']);
  });

  it.each<[Field, CertificateDraft]>([
    ['elements 0', withFirst({ elements: 0 })],
    ['elements 0', withFirst({ elements: 1e12 })],
    ['drawn 0', withFirst({ drawn: 785 })],
    ['drawn 0', withFirst({ drawn: 1.5 })],
    ['attacked 0', withFirst({ attacked: -1 })],
    ['attacked 0', withFirst({ attacked: 'two' })],
    ['attacked 0', withFirst({ attacked: '' })],
    ['votes', { ...firstDraft, votes: '' }],
    ['votes', { ...firstDraft, votes: '100' }],
    ['votes', { ...firstDraft, votes: '0, 0' }],
    ['votes', { ...firstDraft, votes: '10, -1' }],
    ['votes', { ...firstDraft, votes: '10, many' }],
    ['votes', { ...firstDraft, votes: '1e300, 1' }],
    ['alpha', { ...firstDraft, alpha: 0 }],
    ['alpha', { ...firstDraft, alpha: 1 }],
    ['ratio', { ...firstDraft, ratio: -1 }],
    ['ratio', { ...firstDraft, ratio: 1e9 }],
  ])('nothing where %s is wrong, which is said there alone', (field, draft) => {
    const { question, problems } = asked(draft);
    expect(question).toBeNull();
    expect(Object.keys(problems)).toEqual([field]);
  });
});
