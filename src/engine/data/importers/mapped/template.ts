import { LabError } from '../../../../shared/errors';
import { quoted, RowProblem } from '../../../files/row-problem';
import { textOf, type Cell } from './cell';

/** `{id}`; `{id:12}`, with zeros before it, of so many digits; `{id:*}`, which several folders may fit. */
const PLACES = /\{([^{}]+?)(?::(\d{1,2}|\*))?\}/gu;
const ANY_DEPTH = '*';
/** In a pattern that files are listed by. */
const MOST_PLACES = 32;

/** Columns that a template names, in their order. */
export function columnsIn(template: string): readonly string[] {
  return [...template.matchAll(PLACES)].map(([, column]) => column);
}

/** The template with what the row has. @throws RowProblem where a column is empty or holds no text */
export async function filled(template: string, cell: (column: string) => Promise<Cell>): Promise<string> {
  let text = '';
  let from = 0;
  for (const { 0: whole, 1: column, 2: digits, index } of template.matchAll(PLACES)) {
    const value = textOf(await cell(column), column);
    if (value === null) throw new RowProblem(`The column ${quoted(column)} is empty.`);
    const length = (digits as string | undefined) === ANY_DEPTH ? 0 : Number((digits as string | undefined) ?? 0);
    text += template.slice(from, index) + value.padStart(length, '0');
    from = index + whole.length;
  }
  return text + template.slice(from);
}

interface Place {
  readonly name: string;
  /** Whether several folders may fit. */
  readonly isDeep: boolean;
  /** What stands behind it, up to the next place or the end. */
  readonly behind: string;
}

/**
 * What a path that is listed has in the places of the template's columns, each as short as can be; null for another path.
 * Takes as many steps as the path has characters, times the places, at most: none is tried twice from where it failed.
 *
 * @throws LabError `invalid` for places with nothing between them, of which none could tell where one ends, or too many
 */
export function matcher(template: string): (path: string) => Readonly<Record<string, string>> | null {
  const found = [...template.matchAll(PLACES)];
  const places = found.map(({ 0: whole, 1: name, 2: digits, index }, at): Place => {
    const behind = template.slice(index + whole.length, found.at(at + 1)?.index);
    if (behind === '' && at + 1 < found.length) throw untold(template, `${whole}${found[at + 1][0]}`);
    return { name, isDeep: (digits as string | undefined) === ANY_DEPTH, behind };
  });
  if (places.length > MOST_PLACES) throw tooMany(template, places.length);
  const before = template.slice(0, found.at(0)?.index);
  return (path) => {
    if (!path.startsWith(before) || !path.endsWith(places.at(-1)?.behind ?? before)) return null;
    const parts = partsOf(path, before.length, places);
    return parts === null ? null : Object.fromEntries(places.map(({ name }, at) => [name, parts[at]]));
  };
}

function partsOf(path: string, from: number, places: readonly Place[]): readonly string[] | null {
  if (places.length === 0) return path.length === from ? [] : null;
  const width = path.length + 1;
  const tried = new Uint8Array(places.length * width);
  const starts = [from];
  const ends = [from];
  for (let at = 0; at >= 0;) {
    const end = ends[at] + 1;
    const { isDeep, behind } = places[at];
    const isOver = end > path.length || (!isDeep && path[end - 1] === '/') || tried[at * width + end] === 1;
    if (isOver) {
      at -= 1;
      continue;
    }
    tried[at * width + end] = 1;
    ends[at] = end;
    if (!path.startsWith(behind, end)) continue;
    const next = end + behind.length;
    if (at < places.length - 1) {
      at += 1;
      starts[at] = next;
      ends[at] = next;
    } else if (next === path.length) return places.map((_, place) => path.slice(starts[place], ends[place]));
  }
  return null;
}

function untold(template: string, pair: string): LabError {
  return new LabError('invalid', `Nothing stands between ${quoted(pair)} in ${quoted(template)}.`, {
    where: 'source.pattern',
    remedy: 'Put what the names have between the two, such as {class}_{id}.png, or take one name in braces for both.',
  });
}

function tooMany(template: string, count: number): LabError {
  return new LabError('invalid', `${String(count)} names in braces stand in ${quoted(template)}.`, {
    where: 'source.pattern',
    remedy: `Give ${String(MOST_PLACES)} at most.`,
  });
}
