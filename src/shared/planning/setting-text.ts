import { settingField } from './setting-fields';
import { fieldName } from '../text/naming';

/** A setting for people: `max queries 500 per sample`, `criterion score-drop (keep 24 candidates)`. */
export function settingLine(name: string, value: unknown): string {
  const unit = typeof value === 'number' || Array.isArray(value) ? unitOf(name) : null;
  return [settingName(name), settingText(value, name), ...(unit === null ? [] : [unit])].join(' ');
}

/** What people call a setting: `max queries`, `replaced by`. */
export function settingName(name: string): string {
  return settingField(name)?.title ?? fieldName(name);
}

/**
 * A value of a setting for people: `score-drop (keep 24 candidates)`, `image mean, text delete`, `500`, `yes`.
 *
 * @param name of the setting, which may have words of its own for its values
 */
export function settingText(value: unknown, name?: string): string {
  const words = name === undefined ? undefined : settingField(name)?.words;
  if (value === null) return words?.null ?? 'nothing';
  if (value === undefined) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map((one) => settingText(one, name)).join(', ');
  if (typeof value === 'string') return words !== undefined && Object.hasOwn(words, value) ? words[value] : value;
  if (typeof value !== 'object') return JSON.stringify(value);
  const { name: choice, ...fields } = value as Readonly<Record<string, unknown>>;
  const text = Object.entries(fields)
    .filter(([, field]) => field !== undefined)
    .map(([field, own]) => settingLine(field, own))
    .sort()
    .join(', ');
  if (typeof choice !== 'string') return text;
  return text === '' ? choice : `${choice} (${text})`;
}

/** What the numbers of a setting count, without what its name says already: of `max queries`, `per sample`. */
function unitOf(name: string): string | null {
  const field = settingField(name);
  if (field === undefined || field.unit === null) return null;
  const [counted, ...more] = field.unit.split(' ');
  const last = field.title.split(' ').at(-1);
  if (last !== counted) return field.unit;
  return more.length === 0 ? null : more.join(' ');
}
