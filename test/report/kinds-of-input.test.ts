/** Texts name the parts of the inputs that a study has: of a sound no squares, of steps no pixels. */
import { expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { contextOf } from '../../src/report/sections/context';
import { limitsSection } from '../../src/report/sections/limits';
import { methodSection } from '../../src/report/sections/method';
import { threatModelSection } from '../../src/report/sections/threat-model';
import { verdictSection } from '../../src/report/sections/verdict';
import { factsOf, removes } from '../../src/shared/attacks/attack';
import { attackCatalogue, stopCatalogue } from '../../src/shared/planning/choice-catalogue';
import type { ModalityKind } from '../../src/shared/data/modality';
import { decoupling, pgd, syntheticRun } from '../analysis/synthetic-run';

/** “Square” is an attack. */
const ofPictures = /\b(?:squares?|[Pp]ixels?|[Pp]ictures?)\b/u;
const input = syntheticRun({ subjects: ['concat'], attacks: [decoupling(), pgd([{ image: 0.1 }])], count: 20 });
const analysis = analyse(input);

/** What a report says of a study whose two inputs are of these kinds. */
function saidOf(image: ModalityKind, text: ModalityKind): string {
  const modalities = analysis.data.modalities.map((own) => ({ ...own, kind: own.id === 'image' ? image : text }));
  const data = { ...analysis.data, modalities };
  const context = contextOf({ ...input, analysis: { ...analysis, data }, decisions: [], names: new Map() } as never);
  const sections = [
    verdictSection(context, []),
    threatModelSection(context),
    methodSection(context),
    limitsSection(context),
  ];
  return JSON.stringify(sections.map(({ blocks }) => blocks));
}

test('a report names the parts of the inputs that it is about', () => {
  const ofSound = saidOf('audio', 'sequence');
  expect(ofSound).not.toMatch(ofPictures);
  for (const said of [
    'it can: patches of cells of the image and runs of steps of the text.',
    'take away patches of cells of the image and runs of steps of the text;',
    '(image: levels 0 to 1; text: share of each range, 0 to 1)',
    '(cells of the image and steps of the text)',
  ]) {
    expect(ofSound).toContain(said);
  }
  const usual = saidOf('image', 'text');
  expect(usual).toContain('it can: squares of the image and words of the text.');
  expect(usual).toContain('(image: pixel values 0 to 1)');
});

test('what is said of removals whatever the inputs are names no kind of them', () => {
  const removals = attackCatalogue().filter(({ name }) => ['decoupling', 'lab-search', 'exhaustive'].includes(name));
  expect(removals).toHaveLength(3);
  // Pixels are among what sides are counted in.
  expect(JSON.stringify(removals)).not.toMatch(/\b(?:squares?|pictures?)\b/iu);
  expect(JSON.stringify(stopCatalogue().map(({ meaning }) => meaning))).not.toMatch(ofPictures);
  const { explanation, limits } = factsOf(input.run.plan.attacks.find(removes)!);
  expect(`${explanation} ${limits.join(' ')}`).not.toMatch(ofPictures);
});
