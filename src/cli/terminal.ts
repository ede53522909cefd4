import { allowsStyle, createStyle, type Style } from './style';

/** The part of a stream that the command line writes to; a terminal has a width. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Where the command line writes: results to `out`, everything about the work itself to `err`. */
export interface Terminal {
  /** Writes one line of a result. */
  readonly print: (line?: string) => void;
  /** Writes one line that is no result: what is being done, warnings, how to go on. */
  readonly note: (line: string) => void;
  readonly out: Style;
  readonly err: Style;
  /** Columns to fit results in. */
  readonly width: number;
  /** Columns to fit tables in: in a file or a pipe nothing is cut. */
  readonly tableWidth: number;
  readonly errStream: OutputStream;
  readonly errIsTerminal: boolean;
}

/** Columns assumed where the stream does not tell: a log or a pipe. */
const defaultWidth = 100;

export function createTerminal(
  out: OutputStream,
  err: OutputStream,
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  return {
    print: (line = '') => {
      out.write(`${line}\n`);
    },
    note: (line) => {
      err.write(`${line}\n`);
    },
    out: createStyle(allowsStyle(out.isTTY === true, environment)),
    err: createStyle(allowsStyle(err.isTTY === true, environment)),
    width: Math.max(40, out.columns ?? defaultWidth),
    tableWidth: out.isTTY === true ? Math.max(40, out.columns ?? defaultWidth) : Infinity,
    errStream: err,
    errIsTerminal: err.isTTY === true && environment.TERM !== 'dumb',
  };
}
