import { fork, type ChildProcess } from 'node:child_process';
import { cancelled, LabError } from '../../../../../shared/errors';
import { findBuiltFile } from '../../../../files/built-file';
import { quoted, RowProblem } from '../../../../files/row-problem';
import type { ParquetAnswer, ParquetQuestion } from './messages';

/** The process that decodes one Parquet file. What it is asked has a time to be answered in; then it is ended, and the file given up. */
export class ParquetProcess {
  readonly #child: ChildProcess;
  readonly #name: string;
  readonly #signal: AbortSignal | undefined;
  /** Why it answers no more. */
  #gone: LabError | null = null;
  #waiting: ((answer: ParquetAnswer | LabError) => void) | null = null;
  /** Questions wait for one another. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param name of the file, for what is said of it */
  constructor(name: string, signal?: AbortSignal) {
    this.#name = name;
    this.#signal = signal;
    this.#child = fork(findBuiltFile('parquet-process.cjs', 'The process that decodes Parquet'), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
    });
    this.#child.on('message', (answer) => {
      this.#tell(answer as ParquetAnswer);
    });
    const died = (): void => {
      this.#give(this.#damaged('its pages need more memory than there is for them'));
    };
    this.#child.on('close', died).on('error', died);
    signal?.addEventListener('abort', this.#abort, { once: true });
    if (signal?.aborted === true) this.#abort();
  }

  /**
   * @param milliseconds in which it is to be answered
   * @throws RowProblem for what cannot be read; LabError `damaged` for a file that was given up, `cancelled`
   */
  ask(question: ParquetQuestion, milliseconds: number): Promise<Exclude<ParquetAnswer, { readonly kind: 'failed' }>> {
    const answer = this.#last.then(() => this.#askNow(question, milliseconds));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #askNow(
    question: ParquetQuestion,
    milliseconds: number,
  ): Promise<Exclude<ParquetAnswer, { readonly kind: 'failed' }>> {
    if (this.#gone !== null) throw this.#gone;
    const timer = setTimeout(() => {
      this.#give(this.#damaged(`its pages were not decoded within ${String(milliseconds / 1000)} seconds`));
    }, milliseconds);
    const answer = await new Promise<ParquetAnswer | LabError>((resolve) => {
      this.#waiting = resolve;
      this.#child.send(question, () => undefined);
    });
    clearTimeout(timer);
    if (answer instanceof LabError) throw answer;
    if (answer.kind === 'failed')
      throw new RowProblem(`${quoted(this.#name)} is no Parquet that is read (${quoted(answer.why)}).`);
    return answer;
  }

  readonly #abort = (): void => {
    this.#give(cancelled());
  };

  #damaged(why: string): LabError {
    return new LabError('damaged', `This Parquet file is damaged: ${why}.`, {
      where: this.#name,
      remedy: 'Write it anew, with smaller groups of rows if it is whole.',
    });
  }

  #tell(answer: ParquetAnswer | LabError): void {
    const told = this.#waiting;
    this.#waiting = null;
    told?.(answer);
  }

  #give(gone: LabError): void {
    this.#gone ??= gone;
    this.#child.kill('SIGKILL');
    this.#tell(this.#gone);
  }

  close(): void {
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#child.kill('SIGKILL');
  }
}
