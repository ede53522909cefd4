import { expect, it } from 'vitest';
import { seedNote } from '../../src/analysis/verdict/seed-note';
import { importedRecipe } from '../../src/shared/recipe/recipe';
import { tinyPlan } from '../support/tiny-study';

it('of models made elsewhere nothing is said to have been trained', () => {
  const trained = tinyPlan({ seeds: [0] });
  const [subject] = trained.subjects;
  const elsewhere = { ...subject, recipe: importedRecipe('a'.repeat(64), ['image', 'text']) };
  expect(seedNote(trained).join()).toContain('Each recipe was trained once');
  expect(seedNote({ seeds: [0], subjects: [elsewhere] })).toEqual([
    'The models were made elsewhere: what is said holds for them, not for their kinds of fusion or of training.',
  ]);
  // Of those beside them some were.
  expect(seedNote({ seeds: [0], subjects: [elsewhere, subject] }).join()).toContain('was trained once');
});
