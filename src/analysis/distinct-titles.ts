import { groupsInWords } from '../shared/training/hardening';
import { shortId } from '../shared/identity';
import type { ModelDescription } from '../shared/models/model-description';
import { countOf } from './format';

type Titled = Pick<ModelDescription, 'id' | 'title' | 'spec'>;

function hardeningText(training: ModelDescription['spec']['training']): string {
  const words = groupsInWords(training).map(([field, text]) => `${field}: ${text}`);
  return words.length === 0 ? 'not hardened' : words.join('; ');
}

/** What is said of a model that shares its title, in this order, where it tells such models apart. */
const traits: readonly ((model: Titled) => string)[] = [
  ({ spec }) => spec.dataset,
  ({ spec: { training } }) => (training.trainRows === null ? 'all rows' : countOf(training.trainRows, 'row')),
  ({ spec: { training } }) => countOf(training.epochs, 'epoch'),
  ({ spec: { training } }) => hardeningText(training),
];

/**
 * Titles by model id. Models of one title get what differs between them: data, rows, epochs, what they were hardened by;
 * their short ids at last.
 */
export function distinctTitles(models: readonly Titled[]): ReadonlyMap<string, string> {
  return new Map(
    models.map((model) => [
      model.id,
      distinctTitle(
        model,
        models.filter(({ title }) => title === model.title),
      ),
    ]),
  );
}

function distinctTitle(model: Titled, group: readonly Titled[]): string {
  if (group.length === 1) return model.title;
  const telling = traits.filter((trait) => new Set(group.map(trait)).size > 1);
  const alike = group.filter((other) => telling.every((trait) => trait(other) === trait(model)));
  const words = [...telling.map((trait) => trait(model)), ...(alike.length > 1 ? [shortId(model.id)] : [])];
  return [model.title, ...words].join(' · ');
}
