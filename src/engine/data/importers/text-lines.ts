import type { FileHandle } from 'node:fs/promises';

/** Longest line that is read, in bytes; a file without line feeds must not fill the memory. */
export const LONGEST_LINE = 2 ** 20;
const LINE_FEED = 0x0a;

export interface TextLine {
  /** Counted from 1. */
  readonly number: number;
  /** Null when the line is too long or not UTF-8; `problem` says which. */
  readonly text: string | null;
  readonly problem: string | null;
}

/** The lines of an opened UTF-8 file that hold more than white space. Closes the file. */
export async function* textLines(handle: FileHandle): AsyncGenerator<TextLine> {
  let number = 0;
  let pieces: Uint8Array[] = [];
  let length = 0;
  const keep = (piece: Uint8Array): void => {
    length += piece.length;
    if (length <= LONGEST_LINE) pieces.push(piece);
    else pieces = [];
  };
  const take = (): TextLine => {
    number += 1;
    const line = length > LONGEST_LINE ? tooLong(number) : decoded(number, Buffer.concat(pieces));
    pieces = [];
    length = 0;
    return line;
  };
  for await (const chunk of handle.createReadStream() as AsyncIterable<Uint8Array>) {
    let rest = chunk;
    for (let end = rest.indexOf(LINE_FEED); end !== -1; end = rest.indexOf(LINE_FEED)) {
      keep(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
      const line = take();
      if (line.text?.trim() !== '') yield line;
    }
    keep(rest);
  }
  if (length > 0) {
    const line = take();
    if (line.text?.trim() !== '') yield line;
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function decoded(number: number, bytes: Uint8Array): TextLine {
  try {
    return { number, text: decoder.decode(bytes), problem: null };
  } catch {
    return { number, text: null, problem: 'The line is not UTF-8. Save the file as UTF-8.' };
  }
}

function tooLong(number: number): TextLine {
  return { number, text: null, problem: `The line is longer than ${LONGEST_LINE / 2 ** 20} MB.` };
}
