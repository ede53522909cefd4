import { describe, expect, it } from 'vitest';
import {
  asked,
  firstDraft,
  ScoresDraft,
  withClass,
  withModality,
  withoutClass,
  type Field,
} from '../../../../src/renderer/certificates/crmt/question';

const withImage = (changes: Partial<ScoresDraft['modalities'][number]>): ScoresDraft => ({
  ...firstDraft,
  modalities: [{ ...firstDraft.modalities[0], ...changes }, firstDraft.modalities[1]],
});

describe('what the form of scores asks', () => {
  it('is a question where every field is in order; changes to withstand are asked of where one is given', () => {
    expect(asked(firstDraft)).toMatchObject({
      question: { names: ['image', 'text'], given: { label: 0, biases: [0, 0, 0], sizes: null } },
      problems: {},
    });
    const { question } = asked(withImage({ name: ' ', size: 0.5 }));
    expect(question?.names).toEqual(['input 1', 'text']);
    expect(question?.given.sizes).toEqual([0.5, 0]);
  });

  it.each<[Field, ScoresDraft]>([
    ['scores 0 1', withImage({ scores: [4, 'many', 0] })],
    ['scores 0 0', withImage({ scores: ['', 1, 0] })],
    ['weights 0 2', withImage({ weights: [1, 1, 1e30] })],
    ['slopes 0 1', withImage({ slopes: [0.8, -0.9, 0.7] })],
    ['size 0', withImage({ size: -1 })],
    ['size 0', withImage({ size: 'far' })],
    ['biases 2', { ...firstDraft, biases: [0, 0, '-'] }],
  ])('nothing where %s is wrong, which is said there alone', (field, draft) => {
    const { question, problems } = asked(draft);
    expect(question).toBeNull();
    expect(Object.keys(problems)).toEqual([field]);
  });

  it('has a field for every class in every row, however many there are', () => {
    const more = withClass(withModality(firstDraft));
    expect(ScoresDraft.safeParse(more).success).toBe(true);
    expect(more.modalities.map(({ scores }) => scores)).toEqual([
      [4, 1, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
    // A slope of nothing would promise that the score never changes.
    expect(more.modalities[0].slopes).toEqual([0.8, 0.9, 0.7, 0.7]);
    expect(withoutClass({ ...firstDraft, label: 2 })).toMatchObject({ label: 1, biases: [0, 0] });
    expect(ScoresDraft.safeParse({ ...firstDraft, biases: [0, 0] }).success).toBe(false);
    expect(ScoresDraft.safeParse({ ...firstDraft, label: 3 }).success).toBe(false);
  });
});
