import { expect, it } from 'vitest';
import { streamsCostAnswer, streamsCosts, type Described } from '../../src/analysis/body-costs';
import type { ModelDescription } from '../../src/shared/models/model-description';
import type { BodyStreams } from '../../src/shared/recipe/encoders';

const axis = { name: 'x', low: 0, high: 1 };
const skeleton = {
  ...{ kind: 'skeleton' as const, joints: ['hip', 'head', 'hand'], parents: [0, 0, 0], steps: 4 },
  ...{ coordinates: [axis, axis], mean: [0, 0], std: [1, 1] },
};
const model = (subject: string, streams: BodyStreams, seconds?: number, right?: number): Described => ({
  subject,
  description: {
    spec: { recipe: { encoders: { body: { name: 'umurl', streams, width: 8 } } } },
    modalities: { body: skeleton },
    ...(seconds === undefined ? {} : { answering: { seconds, count: 100 } }),
    ...(right === undefined
      ? {}
      : {
          pretraining: {
            retrieval: { body: { before: { correct: 1, count: 10 }, after: { correct: right, count: 10 } } },
          },
        }),
  } as unknown as ModelDescription,
});

it('sets ways of reading side by side, the cheapest first, with means over seeds of what was timed and found', () => {
  const costs = streamsCosts([
    model('three, probe', 'three', 0.4, 5),
    model('one, probe', 'fused', 0.1, 6),
    model('one, probe', 'fused', 0.3, 8),
    model('one, tuned', 'fused'),
  ]);
  expect(costs.map(({ subjects }) => subjects)).toEqual([['one, probe', 'one, tuned'], ['three, probe']]);
  expect(costs[0].seconds).toBeCloseTo(0.002, 10);
  expect(costs[0].nearest).toBeCloseTo(0.7, 10);
  expect(costs[1].multiplyAdds).toBeGreaterThan(costs[0].multiplyAdds);
  const answer = streamsCostAnswer(costs)?.answer ?? '';
  expect(answer).toMatch(
    /^one, probe and one, tuned: .* 2\.0 ms a sample, nearest sample right 70\.0\s%; three, probe: .*\(1\.\d\d times as many\)/u,
  );
});

it('says nothing where all read skeletons alike, and leaves out what nobody timed', () => {
  expect(streamsCosts([model('a', 'fused'), model('b', 'fused')])).toEqual([]);
  expect(streamsCostAnswer([])).toBeNull();
  const answer = streamsCostAnswer(streamsCosts([model('a', 'fused'), model('b', 'joint')]))?.answer;
  expect(answer).not.toContain('a sample,');
  expect(answer).not.toContain('nearest');
});
