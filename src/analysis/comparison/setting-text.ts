import { normText } from '../../shared/attacks/gradient';
import { fieldName } from '../../shared/naming';

/** A setting for people: `max queries 500 per sample`, `criterion score-drop (keep 24 candidates)`. */
export function settingLine(field: string, value: unknown): string {
  const unit = typeof value === 'number' || Array.isArray(value) ? units.get(field) : undefined;
  return [settingName(field), settingText(value), ...(unit === undefined ? [] : [unit])].join(' ');
}

/** What people call a setting: `max queries`, `replaced by`. */
export function settingName(field: string): string {
  return named.get(field) ?? fieldName(field);
}

/** Fields whose own name tells nobody what they are. */
const named: ReadonlyMap<string, string> = new Map([
  ['by', 'replaced by'],
  ['share', 'budget over several inputs'],
  ['tau', 'least drop of the score'],
  ['relativeStep', 'step'],
  ['sparseShare', 'changed per step, in l1,'],
  ['trainRows', 'trained on'],
  ['unroll', 'followed through'],
  ['unrolled', 'followed through'],
  ['decay', 'momentum'],
  ['jacobian', 'weight of the Jacobian'],
]);

/** What numbers of a field count; none where the name says it. */
const units: ReadonlyMap<string, string> = new Map([
  ['batchSize', 'samples'],
  ['channels', 'filters'],
  ['embedding', 'units'],
  ['hidden', 'units'],
  ['keep', 'candidates'],
  ['maxQueries', 'per sample'],
  ['occlusion', 'of samples'],
  ['mirror', 'of samples'],
  ['patch', 'pixels'],
  ['patience', 'epochs'],
  ['queries', 'per sample'],
  ['randomNoises', 'draws'],
  ['randomRemovals', 'draws'],
  ['randomSearches', 'draws'],
  ['relativeStep', 'of the radius'],
  ['shift', 'pixels'],
  ['sparseShare', 'of the values'],
  ['startTries', 'of each'],
  ['trainRows', 'rows'],
  ['unroll', 'steps of the fusion'],
  ['unrolled', 'steps of the fusion'],
  ['width', 'units'],
  ['wordDropout', 'of words'],
]);

/** Values of `share` in words. */
const shares: ReadonlyMap<string, string> = new Map([
  ['full', 'each its own'],
  ['matched', 'divided'],
  ['joint', 'in one ball'],
]);

/** A value of a setting for people: `score-drop (keep 24, tau 0.02)`, `image mean, text delete`, `500`, `yes`. */
export function settingText(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(settingText).join(', ');
  if (typeof value !== 'object') return typeof value === 'string' ? wordText(value) : JSON.stringify(value);
  const { name, ...fields } = value as Readonly<Record<string, unknown>>;
  const text = Object.entries(fields)
    .filter(([, field]) => field !== undefined)
    .map(([field, own]) => settingLine(field, own))
    .sort()
    .join(', ');
  if (typeof name !== 'string') return text;
  return text === '' ? name : `${name} (${text})`;
}

function wordText(value: string): string {
  return value === 'linf' ? normText(value) : (shares.get(value) ?? value);
}
