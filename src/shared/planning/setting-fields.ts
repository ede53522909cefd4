import {
  attackCatalogue,
  criterionCatalogue,
  degradationCatalogue,
  recipeCatalogue,
  stopCatalogue,
  type Choice,
  type ChoiceField,
} from './choice-catalogue';

/** What the schemas say of a setting, whichever choices have it. */
export type SettingField = Pick<ChoiceField, 'title' | 'unit' | 'words'>;

/** Undefined: no choice has a field of that name. */
export function settingField(name: string): SettingField | undefined {
  return (known ??= fieldsByName()).get(name);
}

// Not before somebody asks: it goes through every schema there is.
let known: ReadonlyMap<string, SettingField> | undefined;

function fieldsByName(): ReadonlyMap<string, SettingField> {
  const found = new Map<string, SettingField>();
  for (const field of everyChoice().flatMap(({ fields }) => withParts(fields))) {
    const { name, title, words } = field;
    const earlier = found.get(name);
    // Fields of one name need not count the same: then a number stands without a unit.
    const unit = earlier === undefined || earlier.unit === field.unit ? field.unit : null;
    found.set(name, { title, unit, words: { ...earlier?.words, ...words } });
  }
  return found;
}

/** Everything with fields: what a recipe, a training, an attack or a degradation can be made of. */
export function everyChoice(): readonly Choice[] {
  const { encoders, fusions, heads, training } = recipeCatalogue();
  return [
    ...encoders,
    ...fusions,
    ...heads,
    ...training,
    ...attackCatalogue(),
    ...criterionCatalogue(),
    ...stopCatalogue(),
    ...degradationCatalogue(),
  ];
}

/** With the fields of groups. */
function withParts(fields: readonly ChoiceField[]): readonly ChoiceField[] {
  return fields.flatMap((field) => [field, ...withParts(field.fields)]);
}
