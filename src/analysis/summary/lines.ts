import { visibleText } from '../../shared/text/visible-text';

/** Widest line of the summary. */
export const columns = 100;

/** Breaks a text at blanks, safe to print; what follows the first line is indented like its beginning. */
export function textLines(raw: string, width = columns): readonly string[] {
  if (raw === '') return [];
  const safe = visibleText(raw);
  const lead = /^\s*(?:- )?/.exec(safe)?.[0] ?? '';
  const indent = ' '.repeat(lead.length);
  const lines: string[] = [];
  let current = lead;
  for (const word of safe.slice(lead.length).split(' ')) {
    const empty = current === lead || current === indent;
    if (!empty && current.length + 1 + word.length > width) {
      lines.push(current);
      current = indent + word;
    } else current += empty ? word : ` ${word}`;
  }
  return [...lines, current];
}

/** A name broken into lines of at most `width`, words too long for one included: no two names look the same. */
export function nameLines(raw: string, width: number): readonly string[] {
  return textLines(raw, width).flatMap((line) =>
    Array.from({ length: Math.max(1, Math.ceil(line.length / width)) }, (_, part) =>
      line.slice(part * width, (part + 1) * width),
    ),
  );
}
