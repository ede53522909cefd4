import { lostShare } from '../../analysis/segmentation/sample-pixels';
import { factsOf } from '../../shared/attacks/attack';
import type { AttackCell, DegradedCell, ModelCell } from '../../shared/plan/plan';
import type { PixelRecord, SampleRecord } from '../../shared/records/record';
import type { RunDescription } from '../../shared/runs/run';

/** Samples of one model that answers for every pixel, under what cost it most pixels, that the report draws. */
export interface ChosenPixels {
  readonly model: ModelCell;
  readonly cell: AttackCell | DegradedCell;
  readonly records: readonly PixelRecord[];
}

const mostModels = 4;
/** Places in the order of lost pixels: most, least and evenly between. */
const places = [0, 1 / 3, 2 / 3, 1];

/**
 * By rule and not by look: of each trained model, under the attack of one input alone that cost it most pixels (where none
 * was, under whatever did), four samples evenly spread from the most pixels lost to the least.
 */
export function choosePixels(run: RunDescription, records: readonly SampleRecord[]): readonly ChosenPixels[] {
  const recordsOf = new Map<string, PixelRecord[]>();
  for (const record of records) {
    if (record.kind !== 'pixels' || record.changed === null) continue;
    const list = recordsOf.get(record.cell);
    if (list === undefined) recordsOf.set(record.cell, [record]);
    else list.push(record);
  }
  const { cells } = run.expansion;
  const models = cells.filter((cell): cell is ModelCell => cell.kind === 'model' && cell.role === 'subject');
  return models.slice(0, mostModels).flatMap((model) => {
    const changed = cells.filter(
      (cell): cell is AttackCell | DegradedCell =>
        (cell.kind === 'attack' || cell.kind === 'degraded') && cell.model === model.model && recordsOf.has(cell.id),
    );
    const alone = changed.filter((cell) => cell.kind === 'attack' && isOfOneInput(cell));
    const worst = (alone.length > 0 ? alone : changed)
      .map((cell) => ({ cell, records: recordsOf.get(cell.id) ?? [] }))
      .sort((a, b) => meanLost(b.records) - meanLost(a.records))
      .at(0);
    if (worst === undefined) return [];
    const ordered = [...worst.records].sort((a, b) => lostShare(b) - lostShare(a) || a.row - b.row);
    const chosen = places.flatMap((place) => ordered.at(Math.round(place * (ordered.length - 1))) ?? []);
    return [{ model, cell: worst.cell, records: [...new Set(chosen)] }];
  });
}

function isOfOneInput({ attack, budgetIndex }: AttackCell): boolean {
  return factsOf(attack).modalities(attack, budgetIndex).length === 1;
}

function meanLost(records: readonly PixelRecord[]): number {
  return records.reduce((total, record) => total + lostShare(record), 0) / records.length;
}
