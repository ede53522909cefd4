import { removes } from '../../shared/attacks/attack';
import type { EvaluatedCell } from '../../shared/plan/plan';
import type { StoredInput } from '../../shared/samples/stored-input';
import { inHalves, withHalvings } from '../in-halves';
import { layout } from '../lab/layout';
import { StageMeter } from '../progress/stage-meter';
import { evaluatedCells, missingBatches, recordsToAppend, type Batch } from './batches';
import { runCancellable } from './cancellable-job';
import { cellLabel, stageLabel } from './cell-label';
import { CellLog } from './cell-log';
import { cellTitle } from './cell-titles';
import { modelsById, type Execution, type Stage, type StageCosts } from './execution';
import type { Gate } from './gate';
import { keptRows } from './stored-inputs';

/** Work on some rows of a cell. */
export interface Piece {
  readonly what: string;
  /** Removals are the only work that is cut into batches of the size that suits the device. */
  readonly removing: boolean;
  /** The model that has to be trained besides; null for none. */
  readonly source: string | null;
  readonly work: (rowsAtOnce: number | null) => Promise<void>;
}

/** Evaluates all cells of a model; every micro-batch is a job, its records are on the disk when it counts as done. */
export function evaluator(
  execution: Execution,
  gate: Gate<Stage>,
  costs: StageCosts,
): (model: string) => readonly Piece[] {
  const { lab, description, manifest, present, records, inputs, pool, signal, onProgress, onLog } = execution;
  const { plan, expansion } = description;
  const models = modelsById(description);
  const cells = evaluatedCells(expansion.cells);
  const logs = new Map<string, CellLog>();
  const logOf = (cell: EvaluatedCell): CellLog => {
    const known = logs.get(cell.id);
    if (known !== undefined) return known;
    const samples = expansion.rows.length;
    const model = models.get(cell.model);
    const title = model === undefined ? cellLabel(cell, models) : cellTitle(cell, model, manifest.modalities);
    const log = new CellLog(cell, title, samples, samples - (present.get(cell.id)?.size ?? 0), onLog);
    logs.set(cell.id, log);
    return log;
  };
  const meterOf = (kind: EvaluatedCell['kind']): StageMeter => {
    const own = cells.filter((cell) => cell.kind === kind);
    const done = own.reduce((sum, cell) => sum + (present.get(cell.id)?.size ?? 0), 0);
    const total = own.length * expansion.rows.length;
    return new StageMeter(onProgress, { stage: kind, label: stageLabel(own), unit: 'records', total }, done);
  };
  const meters = {
    clean: meterOf('clean'),
    degraded: meterOf('degraded'),
    attack: meterOf('attack'),
    certificate: meterOf('certificate'),
  };
  const batchesOf = (cell: EvaluatedCell): readonly Batch[] =>
    missingBatches(cell, expansion.rows, plan.microBatch, present.get(cell.id) ?? new Set());
  const compute = async (batch: Batch, rowsAtOnce: number | null): Promise<void> => {
    const { cell, rows } = batch;
    const source = sourceOf(cell);
    const kept = keptRows(description, cell).filter((row) => batch.missing.has(row));
    const job = {
      kind: 'evaluate',
      cell,
      rowsAtOnce,
      model: layout.model(lab, cell.model),
      ...(source === null ? {} : { source: layout.model(lab, source) }),
      dataset: layout.dataset(lab, plan.data.dataset),
      ...(kept.length === 0 ? {} : { kept }),
    } as const;
    const stored: StoredInput[] = [];
    const computed = await gate.pass(cell.kind, async () => {
      logOf(cell).begin();
      const start = performance.now();
      // A worker halves what it cannot hold; here is halved what ended the worker.
      const done = await inHalves(rows, async (some) => {
        const { records, inputs: made } = await runCancellable(pool, { ...job, rows: some }, { signal });
        stored.push(...(made ?? []));
        return records;
      });
      costs[cell.kind].record(cell, rows.length, (performance.now() - start) / 1000);
      return done;
    });
    const missing = recordsToAppend(batch, computed.map(withHalvings));
    // Before the records: of what is recorded, the input is there, whenever the run is killed.
    await inputs?.append(stored.filter(({ row }) => batch.missing.has(row)));
    await records.append(missing);
    logOf(cell).recorded(missing);
    meters[cell.kind].advance(missing.length, cellLabel(cell, models), costs[cell.kind].remaining());
  };
  return (model) =>
    inTurn(cells.filter((cell) => cell.model === model).map(batchesOf)).map((batch) => ({
      what: `${cellLabel(batch.cell, models)}, rows ${batch.rows[0]} to ${batch.rows[batch.rows.length - 1]}`,
      removing: batch.cell.kind === 'attack' && removes(batch.cell.attack),
      source: sourceOf(batch.cell),
      work: (rowsAtOnce) => compute(batch, rowsAtOnce),
    }));
}

/**
 * The first batch of every cell, then the second of every cell, and so on: soon it is known what each costs, and a run
 * that is stopped has something of everything.
 */
function inTurn(cells: readonly (readonly Batch[])[]): readonly Batch[] {
  const longest = Math.max(0, ...cells.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) =>
    cells.flatMap((batches) => batches.slice(index, index + 1)),
  ).flat();
}

/** The model that a cell's attack is made on, where that is another. */
function sourceOf(cell: EvaluatedCell): string | null {
  return cell.kind === 'attack' ? (cell.source ?? null) : null;
}
