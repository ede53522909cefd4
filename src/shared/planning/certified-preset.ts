import type { DatasetManifest } from '../data/dataset';
import { planeOf } from '../data/modality';
import type { Target } from '../data/target';
import { starterAttacks } from './attack-presets';
import { pixelAttacks, pixelChannels, pixelTraining } from './pixel-preset';
import { recipeDraft } from './recipe-draft';
import { certificateLimit } from './target-limits';
import { usualDraws, usualKept } from './usual-certificates';

/** Why there is nothing to certify by votes in some data; a sentence. Null: there is. */
export function certifiedPresetLimit(data: { readonly target?: Target | undefined } | undefined): string | null {
  const limit = certificateLimit('mmcert', data?.target);
  return limit === null ? null : `Its ensemble ${limit}.`;
}

/**
 * MMCert beside randomized ablation that draws as many elements in all, of a model as it is and of its twin that was trained on
 * draws: whether it pays to draw from each input by itself, and what a model has to have seen for it. Of data that label
 * every pixel this is the paper's road in small, by whatever pictures there are.
 *
 * @param training of every model, but that one of the two sees draws
 */
export function certifiedPlan(manifest: DatasetManifest, name: string, training: object): object {
  const ofPixels = manifest.pixelClasses !== undefined;
  const specs = ofPixels
    ? Object.fromEntries(Object.entries(manifest.modalities).filter(([, { kind }]) => kind === 'image'))
    : manifest.modalities;
  const ids = Object.keys(specs);
  const kept = ofPixels ? pictureKept(specs) : usualKept(specs);
  const total = Object.values(kept).reduce((sum, count) => sum + count, 0);
  const draws = usualDraws(manifest);
  const recipe = ofPixels ? pixelRecipe(specs) : recipeDraft(specs, { fusion: 'concat' });
  const own = ofPixels ? { ...pixelTraining, epochs: 12 } : training;
  return {
    format: 'muroan.study',
    formatVersion: 1,
    name,
    question:
      'How many elements of each input, and of all at once, may anyone replace by anything without changing the answer of an ensemble that sees few of them? What does it take for the model that it asks to have been trained on such draws, and does drawing from each input by itself prove more than drawing as many from all together?',
    data: {
      dataset: manifest.name,
      selection: { split: 'test', count: Math.min(ofPixels ? 40 : 200, manifest.splits.test), seed: 1 },
    },
    subjects: [
      { name: 'plain', recipe, training: own },
      { name: 'trained on draws', recipe, training: { ...own, ablation: seenIn(kept, specs) } },
    ],
    reference: 'plain',
    seeds: [0],
    // Of the models themselves: what they lose is an upper bound, and says nothing of the ensembles.
    attacks: ofPixels
      ? pixelAttacks(ids, 10, 0).filter(({ name: attack }) => attack === 'fgsm')
      : starterAttacks('pgd', specs).map((attack) => ({ ...attack, steps: 10 })),
    certificates: [
      { name: 'mmcert', kept, draws },
      ...(ids.length < 2 ? [] : [{ name: 'randomized-ablation', modalities: ids, kept: total, draws }]),
    ],
    attackSeed: 1,
    requirements: [],
  };
}

/** Of pictures that are answered pixel by pixel a tenth: from less they are hard to tell, of more nothing is certified on all at once. */
function pictureKept(specs: DatasetManifest['modalities']): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(specs).flatMap(([id, spec]) => {
      if (spec.kind === 'text') return [];
      const { height, width } = planeOf(spec);
      return [[id, Math.max(1, Math.round((height * width) / 10))]];
    }),
  );
}

/** Shares of the elements around the one that is drawn. */
function seenIn(kept: Readonly<Record<string, number>>, specs: DatasetManifest['modalities']): object {
  const shares = Object.entries(kept).flatMap(([id, count]) => {
    const spec = specs[id];
    if (spec.kind === 'text') return [];
    const { height, width } = planeOf(spec);
    return [count / (height * width)];
  });
  const [least, most] = [Math.min(1, ...shares), Math.max(0, ...shares)];
  return {
    rate: 1,
    ...(shares.length === 0 ? {} : { least: least / 2, most: Math.min(1, 2 * most) }),
    ...(Object.values(specs).some(({ kind }) => kind === 'text') ? { wordsLeast: 0.05, wordsMost: 0.5 } : {}),
  };
}

function pixelRecipe(specs: DatasetManifest['modalities']): object {
  return {
    encoders: Object.fromEntries(
      Object.entries(specs).flatMap(([id, spec]) =>
        spec.kind === 'image' ? [[id, { name: 'cnn', channels: pixelChannels(spec) }]] : [],
      ),
    ),
    fusion: { name: 'concat' },
    head: { name: 'pixels' },
  };
}
