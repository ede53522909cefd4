import type { Standing } from './checkpoint';
import type { TrainingUpdate } from './trained';

const PROGRESS_EVERY_MS = 100;

/** Says how training goes: progress at most 10 times a second, the curve, and when the next checkpoint is due. */
export class Reporter {
  private readonly total: number;
  private lastProgress = -Infinity;
  private lastCheckpoint = performance.now();

  /**
   * @param steps that training takes at most
   * @param following parts of what comes after them
   * @param checkpointEvery milliseconds
   */
  constructor(
    private readonly onUpdate: (update: TrainingUpdate) => void,
    private readonly steps: number,
    following: number,
    private readonly checkpointEvery: number,
  ) {
    this.total = steps + following;
  }

  progress(standing: Standing): void {
    const now = performance.now();
    if (now - this.lastProgress < PROGRESS_EVERY_MS) return;
    this.lastProgress = now;
    this.say(standing);
  }

  /** As `progress`, never left out: what stays on the screen. */
  say(standing: Standing): void {
    this.onUpdate({ kind: 'progress', done: standing.step, total: this.total, detail: detailOf(standing) });
  }

  /** What follows the steps: so many parts of it are done. */
  follow(parts: number, standing: Standing): void {
    const now = performance.now();
    if (now - this.lastProgress < PROGRESS_EVERY_MS) return;
    this.lastProgress = now;
    const detail = `slopes of each modality’s scores · ${detailOf(standing)}`;
    this.onUpdate({ kind: 'progress', done: this.steps + parts, total: this.total, detail });
  }

  curve({ curve }: Standing): void {
    if (curve.length > 0) this.onUpdate({ kind: 'curve', curve });
  }

  checkpointDue(): boolean {
    return performance.now() - this.lastCheckpoint >= this.checkpointEvery;
  }

  checkpoint(bytes: Uint8Array): void {
    this.onUpdate({ kind: 'checkpoint', bytes });
    this.lastCheckpoint = performance.now();
  }
}

/**
 * `epoch 3 · loss 0.512, accuracy 74.1 % · after epoch 2: validation loss 0.540, accuracy 72.9 %`, and what each modality
 * is right of alone where it has an answer of its own; between two epochs only the one that is over.
 */
function detailOf({ epoch, loss, correct, seen, curve }: Standing): string {
  const running = seen === 0 ? [] : [`epoch ${epoch + 1} · ${lossAndAccuracy(loss / seen, correct / seen)}`];
  const last = curve.at(-1);
  const validation =
    last === undefined
      ? []
      : [
          `after epoch ${last.epoch}: validation ${lossAndAccuracy(last.validationLoss, last.validationAccuracy)}`,
          ...Object.entries(last.ownAccuracy ?? {}).map(([modality, share]) => `${modality} alone ${inPercent(share)}`),
        ];
  return [...running, ...validation].join(' · ');
}

function lossAndAccuracy(loss: number, accuracy: number): string {
  return `loss ${loss.toFixed(3)}, accuracy ${inPercent(accuracy)}`;
}

function inPercent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
