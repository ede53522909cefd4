import type { UnusedColumn } from '../shared/mapping/unused';
import { countOf } from './format';

/** Columns that are told one by one. */
const MOST_TOLD = 8;

/** Which columns a mapping leaves out and why, as one text; null: none. Names are as the file gives them. */
export function unusedText(unused: readonly UnusedColumn[]): string | null {
  if (unused.length === 0) return null;
  const told = unused.slice(0, MOST_TOLD).map(({ column, reason }) => `${column.name} (${withoutEnd(reason)})`);
  const more = unused.length - told.length;
  const rest = more === 0 ? '' : `, and ${countOf(more, 'more', 'more')}`;
  return `${countOf(unused.length, 'column')} ${unused.length === 1 ? 'is' : 'are'} not used: ${told.join(', ')}${rest}.`;
}

function withoutEnd(sentence: string): string {
  const words = sentence.replace(/\.$/u, '');
  return words.charAt(0).toLowerCase() + words.slice(1);
}
