import type { InputOf } from '../../../../shared/mapping/inputs';
import { readContained } from '../../../files/contained-file';
import { RowProblem } from '../../../files/row-problem';
import { textOf, type Cell } from './cell';
import type { InputReader, Reading } from './reading';
import type { SourceRow } from './row-file';
import { filled } from './template';

const LARGEST_TEXT = 2 ** 20;

/** Texts as words, as white space parts them. */
export function textReader(input: InputOf<'text'>, { root, remark }: Reading): Promise<InputReader> {
  const textIn = async (row: SourceRow): Promise<string> => {
    if (input.file !== undefined) {
      return decoded(await readContained(root, await filled(input.file, row.cell), LARGEST_TEXT), remark);
    }
    const pieces: string[] = [];
    for (const column of input.columns) pieces.push(joined(await row.cell(column), column));
    return pieces.join(' ');
  };
  return Promise.resolve({
    shape: { kind: 'text' },
    read: async (row) => {
      const text = await textIn(row);
      const words = (input.lowerCase ? text.toLowerCase() : text).split(/\s+/u).filter((word) => word !== '');
      if (words.length === 0) throw new RowProblem('The text is empty.');
      if (words.length > input.words) remark(`Texts of ${input.name} are cut after ${String(input.words)} words.`);
      return words.slice(0, input.words);
    },
  });
}

/** A list of texts one after the other. */
function joined(cell: Cell, column: string): string {
  if (!Array.isArray(cell)) return textOf(cell, column) ?? '';
  return (cell as readonly Cell[]).map((one) => textOf(one, column) ?? '').join(' ');
}

function decoded(bytes: Uint8Array, remark: Reading['remark']): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    remark('Texts in files that are not UTF-8 are read as Windows-1252.');
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
