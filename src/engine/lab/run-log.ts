import { LabError, toWire } from '../../shared/errors';
import { RunLogLine, type RunLogLevel } from '../../shared/runs/run-log';
import { AppendFile } from './append-file';
import { decodeLine } from './checked-line';
import { layout, runFiles } from './layout';
import { isLineStart, readLines } from './line-reader';
import { dropTorn } from './repair';

/** Takes lines while a run is computed. Nothing waits for them, and that they cannot be kept stops nothing. */
export class RunLog {
  readonly #file: AppendFile | null;
  readonly #onWarning: (text: string) => void;
  #failed = false;
  #closed = false;

  private constructor(file: AppendFile | null, onWarning: (text: string) => void) {
    this.#file = file;
    this.#onWarning = onWarning;
  }

  /** Opens behind the last whole line. @param onWarning told once, where lines cannot be kept */
  static async open(lab: string, run: string, onWarning: (text: string) => void): Promise<RunLog> {
    const file = runFiles.log(layout.run(lab, run));
    try {
      for await (const { offset, complete } of readLines(file)) if (!complete) await dropTorn(file, offset);
      return new RunLog(await AppendFile.open(file), onWarning);
    } catch (error) {
      onWarning(notKept(error));
      return new RunLog(null, onWarning);
    }
  }

  /** Adds a line; after `close` nothing. */
  note(level: RunLogLevel, text: string): void {
    if (this.#file === null || this.#closed || this.#failed) return;
    const line: RunLogLine = { at: new Date().toISOString(), level, text };
    this.#file.append([line]).catch((error: unknown) => {
      if (this.#failed) return;
      this.#failed = true;
      this.#onWarning(notKept(error));
    });
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#file?.close();
  }
}

function notKept(error: unknown): string {
  return `The log of the run could not be kept: ${toWire(error).message}`;
}

export interface LogPage {
  readonly lines: readonly RunLogLine[];
  /** Lines before these that are not told. */
  readonly omitted: number;
  /** Behind the last line. */
  readonly cursor: number;
}

/**
 * What a run's log says from a cursor on: of more than `most` lines the last. A damaged line is left out, a torn one
 * counts as not written.
 *
 * @param cursor byte offset where a line starts, or the end; 0 for all
 * @throws LabError `invalid` for a cursor where no line starts
 */
export async function readRunLog(lab: string, run: string, cursor: number, most: number): Promise<LogPage> {
  const file = runFiles.log(layout.run(lab, run));
  if (!(await isLineStart(file, cursor))) {
    throw new LabError('invalid', `is ${String(cursor)}, where no line of the log starts.`, {
      where: 'cursor',
      remedy: 'Give a cursor that came with lines of the log, or 0.',
    });
  }
  let lines: RunLogLine[] = [];
  let omitted = 0;
  let end = cursor;
  for await (const { bytes, complete, end: behind } of readLines(file, cursor)) {
    if (!complete) break;
    end = behind;
    const decoded = decodeLine(bytes);
    const line = decoded.ok ? RunLogLine.safeParse(decoded.value) : null;
    if (line?.success !== true) continue;
    lines.push(line.data);
    // Cut now and then: a long log is never held whole.
    if (lines.length < 2 * most) continue;
    omitted += lines.length - most;
    lines = lines.slice(-most);
  }
  const over = Math.max(0, lines.length - most);
  return { lines: lines.slice(over), omitted: omitted + over, cursor: end };
}
