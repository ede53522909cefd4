import { settingName } from '../../../shared/planning/setting-text';
import { texts } from '../../texts/catalogue';

const { parts } = texts;

/** What the form calls a place of a specification: `Encoder of the image · width`, `Training · epochs`. */
export function placeText(where: string): string {
  const [part, ...keys] = where.replace(/\[\d+\]/gu, '').split('.');
  if (part === 'seed') return texts.models.form.seed;
  if (part === 'dataset') return texts.models.form.dataset;
  if (part === 'training') return line(parts.training, keys);
  if (part !== 'recipe') return settingName(part);
  const [of, ...fields] = keys;
  switch (of) {
    case 'encoders':
      return fields.length === 0 ? settingName(of) : line(parts.encoder(fields[0]), fields.slice(1));
    case 'fusion':
      return line(parts.fusion, fields);
    case 'head':
      return line(parts.head, fields);
    default:
      return keys.map(settingName).join(' · ');
  }
}

/** The choice of a part is called as the part is. */
function line(part: string, fields: readonly string[]): string {
  return [part, ...fields.filter((field) => field !== 'name').map(settingName)].join(' · ');
}
