import type { ReportKind } from '../../shared/lab-channel/host-requests';
import type { LabConnection } from '../../shared/lab-channel/lab-connection';
import { Lane } from '../../shared/lab-channel/lane';
import type { ReportWishes } from '../../shared/reports/report-wishes';
import { withHashes } from './hashes-in-file';
import type { ReportText, TextJob } from './text';
import { ReportThread } from './thread';

/** A file about runs. */
export interface ReportFile {
  readonly name: string;
  readonly mime: string;
  readonly content: Uint8Array;
}

export interface ReportPage extends Pick<ReportText, 'notices'> {
  readonly html: string;
}

/** Prints a self-contained page to PDF. */
export type Print = (html: string, signal: AbortSignal) => Promise<Uint8Array>;

const mimes: Readonly<Record<ReportKind, string>> = {
  html: 'text/html',
  pdf: 'application/pdf',
  json: 'application/json',
};

/**
 * Makes files about runs, one after the other, in a thread of its own: the host answers meanwhile. Cancelling ends the
 * thread at once.
 */
export class ReportMaker {
  readonly #labFor: (signal: AbortSignal) => LabConnection;
  readonly #print: Print;
  readonly #lane = new Lane(() => new ReportThread());

  /** @param labFor the engine, asked for somebody who may cancel */
  constructor(labFor: (signal: AbortSignal) => LabConnection, print: Print) {
    this.#labFor = labFor;
    this.#print = print;
  }

  /** @throws LabError `unsupported` for several runs as CSV, `cancelled`, what the engine answers */
  async file(wishes: ReportWishes, as: ReportKind, signal: AbortSignal): Promise<ReportFile> {
    const { name, text } = await this.#text({ wishes, as: as === 'pdf' ? 'html' : as }, signal);
    const content = as === 'pdf' ? withHashes(await this.#print(text, signal), text) : Buffer.from(text);
    return { name: `${name}.${as}`, mime: mimes[as], content };
  }

  /** The report as one self-contained page. @throws LabError `cancelled`, what the engine answers */
  async page(wishes: ReportWishes, signal: AbortSignal): Promise<ReportPage> {
    const { text, notices } = await this.#text({ wishes, as: 'html' }, signal);
    return { html: text, notices };
  }

  close(): void {
    this.#lane.end();
  }

  #text(job: TextJob, signal: AbortSignal): Promise<ReportText> {
    return this.#lane.do((thread) => thread.text(job, this.#labFor(signal)), signal);
  }
}
