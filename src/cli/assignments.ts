import { LabError } from '../shared/errors';

type Json = unknown;

/**
 * Sets fields by their path, as errors name them: `--set training.epochs=5`, `--set attacks[0].steps=5`. Values are read
 * as JSON where they are JSON, else as text. Choosing another part (`recipe.head.name=linear`) drops the fields of the
 * old one, whatever the order of the assignments. What is set is checked later, with the whole.
 *
 * @throws LabError `invalid` when a path leads through something that is no object and no list
 */
export function withAssignments(value: Json, assignments: Readonly<Record<string, string>>): Json {
  const entries = Object.entries(assignments);
  return [
    ...entries.filter(([path]) => choosesPart(path)),
    ...entries.filter(([path]) => !choosesPart(path)),
  ].reduce<Json>((current, [path, text]) => assign(current, keysOf(path), jsonOrText(text), path), value);
}

/** `attacks[0].steps` and `plan.attacks.0.steps` name one field. */
function keysOf(path: string): readonly string[] {
  return path
    .replace(/^plan\./, '')
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.');
}

/** Where a path says which encoder, fusion, head, attack or criterion there is, rather than sets a field of it. */
const part = /(?:^|\.)(?:(?:fusion|head|criterion|encoders\.[^.]+|attacks\.\d+)\.name|stop\.rule)$/;

function choosesPart(path: string): boolean {
  return part.test(keysOf(path).join('.'));
}

function assign(target: Json, keys: readonly string[], value: Json, path: string): Json {
  const [key, ...rest] = keys;
  if (Array.isArray(target)) {
    const index = Number(key);
    if (!/^\d+$/.test(key) || index > target.length) {
      throw new LabError('invalid', `${JSON.stringify(key)} is no place in a list of ${String(target.length)}.`, {
        where: `--set ${path}`,
        remedy: 'Give an index from 0.',
      });
    }
    const copy: Json[] = [...(target as readonly Json[])];
    copy[index] = rest.length === 0 ? value : assign(copy[index] ?? {}, rest, value, path);
    return copy;
  }
  if (typeof target !== 'object' || target === null) {
    throw new LabError(
      'invalid',
      `leads through ${JSON.stringify(target)}, which has no field ${JSON.stringify(key)}.`,
      {
        where: `--set ${path}`,
        remedy: 'Correct the path.',
      },
    );
  }
  const fields = target as Readonly<Record<string, Json>>;
  if (rest.length === 0 && choosesPart(path) && fields[key] !== value) return { [key]: value };
  const next = rest.length === 0 ? value : assign(Object.hasOwn(fields, key) ? fields[key] : {}, rest, value, path);
  // defineProperty in effect: a field called __proto__ stays an ordinary field, to be refused by the schema.
  return Object.fromEntries([...Object.entries(fields).filter(([name]) => name !== key), [key, next]]);
}

function jsonOrText(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
