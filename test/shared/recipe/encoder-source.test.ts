import { expect, it } from 'vitest';
import { PretrainingChoice } from '../../../src/shared/training/pretraining';
import { encoderSource, encoderSources } from '../../../src/shared/recipe/encoder-source';
import { BodyStreams, EncoderChoice } from '../../../src/shared/recipe/encoders';

const learned = PretrainingChoice.parse({ epochs: 5 });
const umurl = (choice: object) => EncoderChoice.parse({ name: 'umurl', ...choice });
const difference = (choice: object, pretraining = learned): string =>
  encoderSource(umurl(choice), pretraining)?.difference ?? '';

it('UmURL says of every choice of streams what it is, and never that it is to the letter', () => {
  const all = BodyStreams.options.map((streams) => encoderSource(umurl({ streams }), learned));
  expect(new Set(all.map((source) => source?.title)).size).toBe(all.length);
  expect(all.every((source) => source?.fidelity === 'variant')).toBe(true);
});

it('what was chosen otherwise than released is said, and nothing that was not', () => {
  expect(difference({})).toContain('tokens 64 wide');
  expect(difference({ width: 1024 })).not.toContain('wide');
  expect(difference({}, PretrainingChoice.parse({}))).toMatch(/without its training without labels/u);
  expect(difference({}, PretrainingChoice.parse({}))).not.toContain('views');
  expect(difference({})).toContain('by SGD');
  expect(difference({}, { ...learned, encoder: 'tuned' })).toContain('learns on');
  expect(difference({ streams: 'three' })).toContain('averages answers');
});

it('encoders of no one paper have none; two alike are named once', () => {
  const encoders = { a: umurl({}), b: umurl({}), c: EncoderChoice.parse({ name: 'mlp' }) };
  expect(encoderSources(encoders, { pretraining: learned })).toHaveLength(1);
});
