import { withSeed } from '../../shared/text/naming';
import type { AttackCell, ModelCell } from '../../shared/plan/plan';
import type { RemovalRecord, SampleRecord } from '../../shared/records/record';
import type { RunDescription } from '../../shared/runs/run';
import { attackKey, attackSettings, mainRemovalSetting } from '../../analysis/attack-setting';
import { choosePixels } from './choose-pixels';
import { pooledShare } from '../../analysis/measures/removed';

/** Samples of one model under its main removal attack that the report draws. */
export interface ChosenSamples {
  readonly cell: AttackCell;
  readonly subject: string;
  readonly records: readonly RemovalRecord[];
}

const mostModels = 4;
/** Places in the order of successes by removed share: smallest, largest and evenly between. */
const successPlaces = [0, 1 / 3, 2 / 3, 1];

/** Titles of the models whose samples the report has no room for. */
export function modelsWithoutSamples(run: RunDescription): readonly string[] {
  return subjectCells(run)
    .slice(mostModels)
    .map((model) => titleOf(model, run));
}

function subjectCells({ expansion }: RunDescription): readonly ModelCell[] {
  return expansion.cells.filter((cell): cell is ModelCell => cell.kind === 'model' && cell.role === 'subject');
}

function titleOf({ subject, spec }: ModelCell, { plan }: RunDescription): string {
  return plan.seeds.length > 1 ? withSeed(subject, spec.seed) : subject;
}

/**
 * The samples that the report shows, chosen by rule and not by look: per trained model, four successes evenly spread
 * over the order of removed shares, the first success that needed several inputs, the first that is a mistake and the
 * first that is none, each where none of its kind is among the four, and the first failure.
 */
export function chooseSamples(run: RunDescription, records: readonly SampleRecord[]): readonly ChosenSamples[] {
  const attacks = run.expansion.cells.filter((cell): cell is AttackCell => cell.kind === 'attack');
  // Modality specs only tell which perturbations are latent; removals need none.
  const main = mainRemovalSetting(attackSettings(attacks, {}));
  return subjectCells(run)
    .slice(0, mostModels)
    .flatMap((model) => {
      const cell = attacks.find((attack) => attack.model === model.model && attackKey(attack) === main?.key);
      if (cell === undefined) return [];
      const own = records.filter(
        (record): record is RemovalRecord => record.kind === 'removal' && record.cell === cell.id && record.attacked,
      );
      return [{ cell, subject: titleOf(model, run), records: pick(own) }];
    });
}

/** Ids of the samples whose views a report needs. */
export function samplesToShow(run: RunDescription, records: readonly SampleRecord[]): readonly string[] {
  const chosen = [...chooseSamples(run, records), ...choosePixels(run, records)];
  return [...new Set(chosen.flatMap(({ records: own }) => own.map(({ sample }) => sample)))];
}

function pick(records: readonly RemovalRecord[]): readonly RemovalRecord[] {
  const successes = records
    .filter(({ found }) => found !== null)
    .sort((a, b) => removedShare(a) - removedShare(b) || a.row - b.row);
  const chosen = successPlaces.flatMap((place) => successes.at(Math.round(place * (successes.length - 1))) ?? []);
  const crossModal = successes.find(({ found }) => (found?.necessary.length ?? 0) > 1);
  // Where the data has an oracle, both kinds of success are shown: mistakes, and changes after the evidence was gone.
  const kinds = [true, false].map((decidable) => successes.find(({ found }) => found?.decidable === decidable));
  const failure = records.find(({ found }) => found === null);
  return [...new Set([...chosen, crossModal, ...missing(kinds, chosen), failure])].filter((one) => one !== undefined);
}

/** Of the first of each kind, those whose kind is not among the chosen ones. */
function missing(
  kinds: readonly (RemovalRecord | undefined)[],
  chosen: readonly RemovalRecord[],
): readonly (RemovalRecord | undefined)[] {
  return kinds.filter((kind) => !chosen.some(({ found }) => found?.decidable === kind?.found?.decidable));
}

function removedShare({ found, elements }: RemovalRecord): number {
  return found === null ? 1 : pooledShare(found.share.removed, elements);
}
