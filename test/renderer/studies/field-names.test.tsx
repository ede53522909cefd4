import { MantineProvider } from '@mantine/core';
import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { PartFields } from '../../../src/renderer/parts/PartFields';
import { placeText } from '../../../src/renderer/studies/problems';
import { texts } from '../../../src/renderer/texts/catalogue';
import {
  attackCatalogue,
  criterionCatalogue,
  degradationCatalogue,
  recipeCatalogue,
  stopCatalogue,
  type Choice,
  type ChoiceField,
} from '../../../src/shared/planning/choice-catalogue';
import { settingField } from '../../../src/shared/planning/setting-fields';
import { settingLine } from '../../../src/shared/planning/setting-text';

afterEach(cleanup);

const { encoders, fusions, heads, training } = recipeCatalogue();
const places: readonly (readonly [place: string, choices: readonly Choice[]])[] = [
  ['plan.subjects[0].recipe.encoders.image', encoders],
  ['plan.subjects[0].recipe.fusion', fusions],
  ['plan.subjects[0].recipe.head', heads],
  ['plan.subjects[0].training', training],
  ['plan.attacks[0]', attackCatalogue()],
  ['plan.attacks[0].criterion', criterionCatalogue()],
  ['plan.attacks[0].stop', stopCatalogue()],
  ['plan.degradations[0]', degradationCatalogue()],
];
const cases = places.flatMap(([place, choices]) => choices.map((choice) => ({ ...choice, place })));

/** With those of groups, by their places. */
function leaves(place: string, fields: readonly ChoiceField[]): readonly (ChoiceField & { readonly place: string })[] {
  return fields.flatMap((field) => {
    const own = `${place}.${field.name}`;
    return field.kind === 'group' ? leaves(own, field.fields) : [{ ...field, place: own }];
  });
}

describe('a field has one name in the form, in a folded line and in the list of problems', () => {
  test.each(cases)('$place: $name', ({ place, ...choice }) => {
    render(
      <MantineProvider>
        <PartFields choice={choice} fields={{}} where={place} problems={[]} onChange={() => undefined} />
      </MantineProvider>,
    );
    for (const field of leaves(place, choice.fields).filter(({ kind }) => kind !== 'other')) {
      const control = document.querySelector<HTMLInputElement>(`[data-field="${field.place}"]`);
      const label = control?.labels?.[0]?.textContent ?? '';
      expect(label.split(': ').at(-1), field.place).toBe(texts.parts.field(field.title, field.unit));
      expect(placeText(field.place).split(' · ').at(-1), field.place).toBe(field.title);
      expect(settingLine(field.name, field.default), field.place).toMatch(new RegExp(`^${field.title} `, 'u'));
    }
  });

  test.each(cases)('$place: $name has no other name or words where its choice is not known', ({ place, fields }) => {
    for (const { name, title, words } of leaves(place, fields)) {
      expect(settingField(name)).toMatchObject({ title, words });
    }
  });
});

test('a line says what its numbers count, unless its name does or they count differently', () => {
  expect(settingLine('maxQueries', 500)).toBe('max queries 500 per sample');
  expect(settingLine('relativeStep', 0.1)).toBe('step 0.1 of the radius');
  expect(settingLine('startTries', 25)).toBe('start tries 25 of each');
  expect(settingLine('steps', 20)).toBe('steps 20');
  expect(settingLine('channels', [8, 16])).toBe('channels 8, 16 filters');
  expect(settingLine('learningRate', 0.1)).toBe('learning rate 0.1');
});

test('values are said in the words of their schema', () => {
  expect(settingLine('share', 'joint')).toBe('radii one ball');
  expect(settingLine('norm', 'linf')).toBe('norm l∞');
  expect(settingLine('trainRows', null)).toBe('trained on all');
  expect(settingLine('trainRows', 30)).toBe('trained on 30 samples');
  expect(settingLine('by', 'mean')).toBe('replaced by mean');
});
