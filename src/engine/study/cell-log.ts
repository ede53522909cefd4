import type { EvaluatedCell } from '../../shared/plan/plan';
import { isAltered, type EditRecord, type PerturbationRecord, type SampleRecord } from '../../shared/records/record';
import type { RunLogLevel } from '../../shared/runs/run-log';

export type OnLog = (level: RunLogLevel, text: string) => void;

/** What is known of a record's faults without any other record. */
const faults = ['halved', 'unconfirmed', 'changed-by-nothing', 'unsettled'] as const;
type Fault = (typeof faults)[number];

/** Tells of one cell in the log: when it begins and is complete, and of faults of its records as soon as they arise. */
export class CellLog {
  readonly #title: string;
  readonly #seed: string;
  readonly #samples: number;
  readonly #left: number;
  readonly #onLog: OnLog;
  readonly #counts = new Map<Fault, number>();
  #begun = false;
  #recorded = 0;

  /**
   * @param cell with its title in the log
   * @param samples of the whole cell
   * @param left samples that have no record yet
   */
  constructor(cell: EvaluatedCell, title: string, samples: number, left: number, onLog: OnLog) {
    this.#title = title;
    this.#seed = cell.kind === 'clean' ? '' : `, seed ${String(cell.seed)}`;
    this.#samples = samples;
    this.#left = left;
    this.#onLog = onLog;
  }

  /** Its first batch is being computed now; later ones tell nothing. */
  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    const how =
      this.#left < this.#samples
        ? `goes on, ${String(this.#left)} of ${String(this.#samples)} samples left`
        : `begins, ${String(this.#samples)} samples`;
    this.#onLog('info', `${this.#title}: ${how}${this.#seed}.`);
  }

  /** These records are on the disk. */
  recorded(records: readonly SampleRecord[]): void {
    for (const fault of faults) this.#count(fault, records.filter((record) => has(record, fault)).length);
    this.#recorded += records.length;
    if (this.#recorded < this.#left) return;
    this.#onLog('info', `${this.#title}: complete, ${String(this.#samples)} records.`);
    for (const [fault, count] of this.#counts) {
      this.#onLog('warning', `${this.#title}: ${String(count)} of the records just computed: ${faultWords(fault)}`);
    }
  }

  #count(fault: Fault, count: number): void {
    if (count === 0) return;
    const before = this.#counts.get(fault);
    this.#counts.set(fault, (before ?? 0) + count);
    if (before === undefined) this.#onLog('warning', `${this.#title}: ${faultWords(fault)}`);
  }
}

function has(record: SampleRecord, fault: Fault): boolean {
  switch (fault) {
    case 'halved':
      return record.halvings !== undefined;
    case 'unconfirmed':
      if (record.kind === 'removal') return record.claimed && record.found === null;
      return isJudged(record) && record.claimed && record.outcome?.success !== true;
    case 'changed-by-nothing':
      if (record.kind === 'removal') return isAltered(record.controls?.noOp ?? 0, record.clean.logits);
      if (record.kind === 'pixels') {
        return record.attack !== null && isAltered(record.attack.zeroBudget, [record.attack.largestLogit]);
      }
      return isJudged(record) && isAltered(record.controls?.zeroBudget ?? 0, record.clean.logits);
    case 'unsettled':
      if (record.kind === 'pixels' || record.kind === 'pixel-votes' || record.kind === 'leads') return false;
      if (record.kind === 'removal' || record.kind === 'certificate') return false;
      if (isJudged(record)) return record.outcome?.settled?.solved === false;
      return record.settled?.solved === false;
    default:
      return fault satisfies never;
  }
}

/** Of an attack that changes inputs and takes nothing from them. */
function isJudged(record: SampleRecord): record is PerturbationRecord | EditRecord {
  return record.kind === 'perturbation' || record.kind === 'edit';
}

function faultWords(fault: Fault): string {
  switch (fault) {
    case 'halved':
      return 'memory ran out, the batch was computed in halves.';
    case 'unconfirmed':
      return 'a success that the attack claimed did not hold when the model was run again; it counts as none.';
    case 'changed-by-nothing':
      return 'the attack changed a logit where it was to change nothing; this voids its figures.';
    case 'unsettled':
      return 'the fusion had not come to rest when its steps ended.';
    default:
      return fault satisfies never;
  }
}
