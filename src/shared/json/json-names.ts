import { LabError } from '../errors';
import { parseJson } from './json-file';
import { fieldPath } from '../parse';

/** A list or an object that is being walked through. */
interface Open {
  /** Names met so far; null in a list. */
  readonly names: Set<string> | null;
  /** Of the value that comes next, or stands here: its name, or its place. */
  key: string | number;
}

/** Texts and the signs of structure; numbers and words between them say nothing about names. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/gs;

/**
 * As `parseJson`, for what people write: an object that has a name twice is refused, of which `JSON.parse` keeps the last
 * without a word.
 *
 * @throws LabError `invalid`, naming the place
 */
export function parseStrictJson(text: string, where: string): unknown {
  const value = parseJson(text, where);
  refuseRepeatedNames(text, where);
  return value;
}

/** @param text that is JSON @throws LabError `invalid` for a name that an object has twice */
export function refuseRepeatedNames(text: string, where: string): void {
  const open: Open[] = [];
  let isName = false;
  for (const [token] of text.matchAll(tokens)) {
    const inner = open.at(-1);
    switch (token) {
      case '{':
        open.push({ names: new Set(), key: '' });
        isName = true;
        break;
      case '[':
        open.push({ names: null, key: 0 });
        isName = false;
        break;
      case '}':
      case ']':
        open.pop();
        isName = false;
        break;
      case ',':
        isName = inner?.names !== null;
        if (typeof inner?.key === 'number') inner.key += 1;
        break;
      case ':':
        isName = false;
        break;
      default: {
        const names = inner?.names ?? null;
        if (!isName || inner === undefined || names === null) break;
        const name = JSON.parse(token) as string;
        inner.key = name;
        if (names.has(name)) {
          throw new LabError('invalid', 'stands there twice.', {
            where: fieldPath(
              where,
              open.map(({ key }) => key),
            ),
            remedy: 'Remove one of the two, or give it another name.',
          });
        }
        names.add(name);
      }
    }
  }
}
