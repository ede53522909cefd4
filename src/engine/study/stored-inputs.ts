/** Attacked inputs that a run keeps: of which samples, and whether what is on the disk is still what was recorded. */
import { perturbs } from '../../shared/attacks/attack';
import type { EvaluatedCell } from '../../shared/plan/plan';
import type { RunDescription } from '../../shared/runs/run';
import type { StoredCheck, StoredInput } from '../../shared/samples/stored-input';
import { readInputs } from '../lab/input-file';
import { layout, runFiles } from '../lab/layout';
import { scanRecords } from '../lab/record-file';
import { evaluatedCells, expectedRecords } from './batches';

type Run = Pick<RunDescription, 'id' | 'plan' | 'expansion'>;

/** Rows of a cell whose attacked inputs are kept: the first of the selection, whose order is drawn. */
export function keptRows({ plan, expansion }: Pick<Run, 'plan' | 'expansion'>, cell: EvaluatedCell): readonly number[] {
  if (cell.kind !== 'attack' || !perturbs(cell.attack)) return [];
  return expansion.rows.slice(0, plan.storedInputs);
}

/** Puts inputs to the model of a cell; gives the class answered to each, null for one that does not fit its sample. */
export type AskStored = (cell: EvaluatedCell, inputs: readonly StoredInput[]) => Promise<readonly (number | null)[]>;

/** How many are asked about at once. */
const together = 64;

/** Reads back what the run has stored and asks again. @returns null where the plan keeps nothing */
export async function checkStored(lab: string, run: Run, ask: AskStored): Promise<StoredCheck | null> {
  const cells = new Map(evaluatedCells(run.expansion.cells).map((cell) => [cell.id, cell]));
  const wanted = new Map([...cells].map(([id, cell]) => [id, new Set(keptRows(run, cell))]));
  if ([...wanted.values()].every(({ size }) => size === 0)) return null;
  const folder = layout.run(lab, run.id);
  /** By cell and row: did the attack succeed, and against which label? */
  const recorded = new Map<string, { readonly success: boolean; readonly label: number }>();
  const keyOf = ({ cell, row }: { readonly cell: string; readonly row: number }): string => `${cell} ${String(row)}`;
  await scanRecords(runFiles.records(folder), expectedRecords(run.expansion), (record) => {
    if (record.kind !== 'perturbation' || record.outcome === null) return;
    if (wanted.get(record.cell)?.has(record.row) !== true) return;
    recorded.set(keyOf(record), { success: record.outcome.success, label: record.label });
  });
  const [known, differing] = [new Set<string>(), new Set<string>()];
  const waiting = new Map<string, StoredInput[]>();
  const put = async (id: string, inputs: readonly StoredInput[]): Promise<void> => {
    const cell = cells.get(id);
    if (cell === undefined) return;
    const answers = await ask(cell, inputs);
    inputs.forEach((input, at) => {
      const key = keyOf(input);
      const record = recorded.get(key);
      known.delete(key);
      differing.delete(key);
      if (record === undefined || answers[at] === null) return;
      known.add(key);
      if ((answers[at] !== record.label) !== record.success) differing.add(key);
    });
  };
  for await (const input of readInputs(runFiles.inputs(folder))) {
    if (!recorded.has(keyOf(input))) continue;
    const own = [...(waiting.get(input.cell) ?? []), input];
    waiting.set(input.cell, own.length < together ? own : []);
    if (own.length === together) await put(input.cell, own);
  }
  for (const [id, inputs] of waiting) if (inputs.length > 0) await put(id, inputs);
  return { kept: recorded.size, differing: differing.size, damaged: recorded.size - known.size };
}
