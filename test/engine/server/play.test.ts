/** The playground as a host sees it; how soon it answers beside a study is among the long tests. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEngine } from '../../../src/host/engine-client';
import type { Region } from '../../../src/shared/data/modality';
import { tinyLab } from '../../support/tiny-lab';
import { tinyPlan } from '../../support/tiny-study';

describe('a removal by hand', () => {
  it('moves the prediction, and says what is gone; what the sample or the model lacks is refused with where and why', async () => {
    const engine = await startEngine({ lab: await tinyLab() });
    onTestFinished(() => engine.close());
    const { recipe, training } = tinyPlan().subjects[0];
    const { id: model } = await engine.request('models.train', { spec: { dataset: 'tiny', recipe, training } });
    const play = (regions: readonly Region[], mute: readonly string[] = [], sample = 'sample-5') =>
      engine.request('play.predict', { model, sample, regions: [...regions], mute: [...mute] });
    const box: Region = { kind: 'image', modality: 'image', box: [0, 0, 8, 4] };
    const played = await play([box, { kind: 'text', modality: 'text', word: 0 }]);
    expect(played.removed).toEqual({ image: { removed: 32, of: 64 }, text: { removed: 1, of: 3 } });
    expect(played.changed.logits).not.toEqual(played.clean.logits);
    // The tiny data set has no oracle.
    expect(played.decidable).toBeNull();
    expect(played.displacement?.cosineDistance).toBeGreaterThan(0);
    expect((await play([], ['image', 'text'])).removed).toEqual({
      image: { removed: 64, of: 64 },
      text: { removed: 3, of: 3 },
    });
    expect((await play([])).changed).toEqual(played.clean);
    // The start of an id names a model too.
    const short = { model: model.slice(0, 8), sample: 'sample-5', regions: [box], mute: [] };
    expect((await engine.request('play.predict', short)).clean).toEqual(played.clean);

    await expect(play([], [], 'nobody')).rejects.toMatchObject({ code: 'not-found', where: 'tiny' });
    await expect(play([], ['sound'])).rejects.toMatchObject({
      code: 'invalid',
      where: 'mute[0]',
      message: 'is "sound", which this model does not read.',
      remedy: 'Give one of "image", "text".',
    });
    await expect(play([box, { ...box, modality: 'text' }])).rejects.toMatchObject({ where: 'regions[1].kind' });
    await expect(play([{ ...box, box: [0, 0, 9, 9] }])).rejects.toMatchObject({
      code: 'invalid',
      message: 'The region [0, 0, 9, 9] leaves the image.',
    });
  });
});
