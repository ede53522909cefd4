import type { DatasetManifest } from '../../shared/data/dataset';
import type { EvaluatedCell, ModelCell } from '../../shared/plan/plan';
import type { ProgressSink } from '../../shared/progress';
import type { RunDescription } from '../../shared/runs/run';
import type { AppendFile } from '../lab/append-file';
import { evaluatedCells, missingBatches } from './batches';
import { CellCosts } from './cell-costs';
import type { OnLog } from './cell-log';
import type { JobPool } from './job-pool';
import type { OnCurve, OnTrained } from './train-model';

export interface Execution {
  readonly lab: string;
  readonly description: RunDescription;
  readonly manifest: DatasetManifest;
  /** Rows recorded already, by cell. */
  readonly present: ReadonlyMap<string, ReadonlySet<number>>;
  readonly records: AppendFile;
  /** Where attacked inputs are kept; null where the plan keeps none. */
  readonly inputs: AppendFile | null;
  readonly pool: JobPool;
  readonly appVersion: string;
  /** Whether programs of the user's own are asked. */
  readonly predictors: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: ProgressSink;
  readonly onCurve: OnCurve;
  readonly onTrained: OnTrained;
  /** Told of what begins and ends, and of faults of records. */
  readonly onLog: OnLog;
  readonly onWarning: (text: string) => void;
}

/** Training first, since most waits for it; attacks and certificates last: they take longest and are shown last. */
export const stages = ['training', 'clean', 'degraded', 'attack', 'certificate'] as const;
export type Stage = (typeof stages)[number];

/** Of a model that serves in two roles, the subject, which comes first. */
export function modelsById({ expansion }: RunDescription): ReadonlyMap<string, ModelCell> {
  const models = new Map<string, ModelCell>();
  for (const cell of expansion.cells) {
    if (cell.kind === 'model' && !models.has(cell.model)) models.set(cell.model, cell);
  }
  return models;
}

/** What the cells of each stage took and will take. */
export type StageCosts = Readonly<Record<EvaluatedCell['kind'], CellCosts>>;

export function costsOf({ description: { plan, expansion }, present, pool }: Execution): StageCosts {
  const cells = evaluatedCells(expansion.cells);
  const of = (kind: EvaluatedCell['kind']): CellCosts => {
    const own = cells.filter((cell) => cell.kind === kind);
    const left = own.map((cell) => {
      const missing = missingBatches(cell, expansion.rows, plan.microBatch, present.get(cell.id) ?? new Set());
      return [cell.id, missing.reduce((sum, { rows }) => sum + rows.length, 0)] as const;
    });
    return new CellCosts(own, new Map(left), pool.size);
  };
  return { clean: of('clean'), degraded: of('degraded'), attack: of('attack'), certificate: of('certificate') };
}
