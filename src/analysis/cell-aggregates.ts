import { attackKey, attackSettings } from './attack-setting';
import { perturbationOutcome, removalOutcome, type Outcome } from './measures/outcome';
import { meanOf } from './statistics/bootstrap';
import { rateOf, type Estimate, type Rate } from './statistics/estimate';
import type { ModalitySpecs } from '../shared/modality';
import type { AttackCell, ModelCell } from '../shared/plan';
import type { DegradedRecord, SampleRecord } from '../shared/record';
import type { RunDescription } from '../shared/run';

/** What one cell of a finished run came to. */
export interface CellAggregate {
  readonly run: string;
  readonly cell: string;
  readonly kind: 'clean' | 'removal' | 'perturbation';
  /** The subject's name; of a baseline, `concat without text`. */
  readonly model: string;
  readonly role: 'subject' | 'baseline';
  readonly trainingSeed: number;
  /** Null for clean predictions. */
  readonly attack: string | null;
  /** Version of the attack's implementation; null for clean predictions. */
  readonly version: number | null;
  /** Right answers among all samples: clean, or under the attack. */
  readonly accuracy: Rate;
  /** Answers changed among those that were right; null for clean predictions. */
  readonly successRate: Rate | null;
  /** Removed share of each attacked modality over those that were right, failures as 1; empty without removals. */
  readonly removed: Readonly<Record<string, Estimate>>;
}

/** What is kept of a record while a run is read. */
interface Answer {
  readonly cleanCorrect: boolean;
  readonly correct: boolean;
  readonly group: string;
  /** Empty where nothing is removed. */
  readonly removedOf: Readonly<Record<string, number>>;
}

/** Collects the records of a run page by page; what it keeps is small, however large the run. */
export class CellCollector {
  readonly #answers = new Map<string, Answer[]>();

  add(records: readonly SampleRecord[]): void {
    for (const record of records) {
      if (record.kind === 'degraded') continue;
      const answers = this.#answers.get(record.cell) ?? [];
      this.#answers.set(record.cell, answers);
      answers.push(answerOf(record));
    }
  }

  /** Aggregates of the cells that have records. */
  aggregates({ id: run, expansion }: RunDescription, modalities: ModalitySpecs): readonly CellAggregate[] {
    const models = new Map(
      expansion.cells.filter((cell): cell is ModelCell => cell.kind === 'model').map((cell) => [cell.model, cell]),
    );
    const attacks = expansion.cells.filter((cell): cell is AttackCell => cell.kind === 'attack');
    const titles = new Map(attackSettings(attacks, modalities).map((setting) => [setting.key, setting]));
    return expansion.cells.flatMap((cell): readonly CellAggregate[] => {
      const answers = this.#answers.get(cell.id);
      const model = models.get(cell.model);
      if (cell.kind === 'model' || cell.kind === 'degraded' || answers === undefined || model === undefined) return [];
      const setting = cell.kind === 'attack' ? titles.get(attackKey(cell)) : undefined;
      const attacked = answers.filter(({ cleanCorrect }) => cleanCorrect);
      return [
        {
          run,
          cell: cell.id,
          kind: setting?.kind ?? 'clean',
          model: model.title,
          role: model.role,
          trainingSeed: model.spec.seed,
          attack: setting?.title ?? null,
          version: setting?.version ?? null,
          accuracy: rateOf(answers.map(({ correct, group }) => ({ hit: correct, group }))),
          successRate:
            setting === undefined ? null : rateOf(attacked.map(({ correct, group }) => ({ hit: !correct, group }))),
          removed: Object.fromEntries(
            (setting?.kind === 'removal' ? setting.modalities : []).map((id) => [
              id,
              // Seeded as the analysis seeds it: the same interval on every page.
              meanOf(
                attacked.map(({ removedOf, group }) => ({ value: removedOf[id] ?? 0, group })),
                `${cell.id}/r/${id}/all`,
              ),
            ]),
          ),
        },
      ];
    });
  }
}

function answerOf(record: Exclude<SampleRecord, DegradedRecord>): Answer {
  switch (record.kind) {
    case 'clean': {
      const hit = record.clean.predicted === record.label;
      return { cleanCorrect: hit, correct: hit, group: record.group, removedOf: {} };
    }
    case 'removal':
      return kept(removalOutcome(record));
    case 'perturbation':
      return kept(perturbationOutcome(record));
    default:
      return record satisfies never;
  }
}

function kept({ cleanCorrect, correct, group, removedOf }: Outcome): Answer {
  return { cleanCorrect, correct, group, removedOf };
}
