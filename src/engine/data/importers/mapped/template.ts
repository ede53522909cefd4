import { quoted, RowProblem } from '../importer';
import { textOf, type Cell } from './cell';

/** `{id}`; `{id:12}`, with zeros before it, of so many digits; `{id:*}`, which several folders may fit. */
const PLACES = /\{([^{}]+?)(?::(\d{1,2}|\*))?\}/gu;
const ANY_DEPTH = '*';

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

/** What a path that is listed has in the places of the template's columns; null for another path. */
export function matcher(template: string): (path: string) => Readonly<Record<string, string>> | null {
  const names = columnsIn(template);
  let source = '';
  let from = 0;
  for (const { 0: whole, 2: digits, index } of template.matchAll(PLACES)) {
    const fits = (digits as string | undefined) === ANY_DEPTH ? '(.+?)' : '([^/]+?)';
    source += escaped(template.slice(from, index)) + fits;
    from = index + whole.length;
  }
  const pattern = new RegExp(`^${source}${escaped(template.slice(from))}$`, 'u');
  return (path) => {
    const found = pattern.exec(path);
    return found === null ? null : Object.fromEntries(names.map((name, at) => [name, found[at + 1]]));
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
