import { normText } from '../../shared/attacks/gradient';
import { fieldName } from '../../shared/naming';

/** A setting for people: `max queries 500`, `criterion score-drop (keep 24, tau 0.02)`. */
export function settingLine(field: string, value: unknown): string {
  return `${fieldName(field)} ${settingText(value)}`;
}

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
  return value === 'linf' ? normText(value) : value;
}
