import { certificateTitle, certifiedRays, isVoted, sameRay, type Ray } from '../../shared/certificates/certificate';
import { editsWords, factsOf, perturbs } from '../../shared/attacks/attack';
import { stepsOf } from '../../shared/degradations/degradation';
import type { ModalityKind } from '../../shared/data/modality';
import { withSeed } from '../../shared/text/naming';
import type { Cell, EvaluatedCell } from '../../shared/plan/plan';
import type { SampleRecord } from '../../shared/records/record';
import { attackKey, attackSettings } from '../attack-setting';
import { degradationKey, degradationSettings } from '../degradation-setting';
import type { RunData } from '../input';
import { cleanValues } from './answer-values';
import { rememberedRadius } from './certificate-values';
import type { Column, TableRow } from './column';
import { recordColumns, type TableShape } from './columns';
import { attackValues, type Reading } from './record-values';

/** What of a run its table needs, besides its records. */
export type TableRun = Omit<RunData, 'records' | 'events'>;

/** Records as a table: a row for each sample and cell, the same columns of all. */
export interface RecordTable {
  readonly columns: readonly Column[];
  /** @param run index into the runs of the table */
  readonly row: (run: number, record: SampleRecord) => TableRow;
}

/** The table of the records of one run or several. */
export function recordTable(runs: readonly TableRun[]): RecordTable {
  const rows = runs.map(rowsOf);
  return {
    columns: recordColumns(shapeOf(runs)),
    row: (run, record) => rows[run](record),
  };
}

function shapeOf(runs: readonly TableRun[]): TableShape {
  const modalities = new Map<string, readonly ModalityKind[]>();
  for (const { dataset } of runs) {
    for (const [id, { kind }] of Object.entries(dataset.modalities)) {
      modalities.set(id, [...new Set([...(modalities.get(id) ?? []), kind])]);
    }
  }
  const rays: Ray[] = [];
  for (const choice of runs.flatMap(({ run }) => run.plan.certificates)) {
    if (!isVoted(choice)) continue;
    for (const ray of certifiedRays(choice)) if (!rays.some((known) => sameRay(known, ray))) rays.push(ray);
  }
  return { modalities, rays, kinds: new Set(runs.flatMap(kindsOf)) };
}

/** Kinds of records that the cells of a run have. */
function kindsOf({ run, dataset }: TableRun): readonly SampleRecord['kind'][] {
  const ofPixels = dataset.pixelClasses !== undefined;
  return run.expansion.cells.flatMap((cell): readonly SampleRecord['kind'][] => {
    switch (cell.kind) {
      case 'model':
        return [];
      case 'clean':
      case 'degraded':
        return [ofPixels ? 'pixels' : cell.kind];
      case 'attack':
        return [ofPixels ? 'pixels' : factsOf(cell.attack).kind];
      case 'certificate':
        return isVoted(cell.certificate) ? [ofPixels ? 'pixel-votes' : 'certificate'] : ['leads'];
      default:
        return cell satisfies never;
    }
  });
}

/** What the rows of a cell have in common. */
interface CellFacts {
  readonly values: TableRow;
  readonly integration: Reading['integration'];
  readonly voted: Reading['voted'];
}

function rowsOf(table: TableRun): (record: SampleRecord) => TableRow {
  const { run, dataset } = table;
  const cells = cellFacts(table);
  const modalities = Object.keys(dataset.modalities);
  const unknown: CellFacts = { values: {}, integration: undefined, voted: null };
  return (record) => {
    const { values, integration, voted } = cells.get(record.cell) ?? unknown;
    return {
      run: run.id,
      study: run.plan.name,
      cell: record.cell,
      ...values,
      kind: record.kind,
      sample: record.sample,
      row: record.row,
      group: record.group,
      halvings: record.halvings ?? 0,
      ...(record.kind === 'pixels' || record.kind === 'pixel-votes' ? {} : cleanValues(record, dataset)),
      ...attackValues(record, { data: dataset, modalities, integration, voted }),
    };
  };
}

function cellFacts({ run, dataset, models }: TableRun): ReadonlyMap<string, CellFacts> {
  const { cells } = run.expansion;
  const titles = new Map(
    cells.flatMap((cell): readonly (readonly [string, string])[] =>
      cell.kind === 'model' ? [[cell.model, withSeed(cell.title, cell.spec.seed)]] : [],
    ),
  );
  const done = doneIn(cells, dataset.modalities);
  const radius = rememberedRadius();
  return new Map(
    cells.flatMap((cell): readonly (readonly [string, CellFacts])[] => {
      if (cell.kind === 'model') return [];
      const integration =
        cell.kind === 'certificate' ? models.find(({ id }) => id === cell.model)?.integration : undefined;
      const choice = cell.kind === 'certificate' && isVoted(cell.certificate) ? cell.certificate : null;
      const facts: CellFacts = {
        values: { model: titles.get(cell.model) ?? '', model_id: cell.model, ...done(cell) },
        integration,
        voted: choice === null ? null : { choice, rays: certifiedRays(choice), radius },
      };
      return [[cell.id, facts]];
    }),
  );
}

/** What was done in a cell, by column. */
function doneIn(cells: readonly Cell[], specs: TableRun['dataset']['modalities']): (cell: EvaluatedCell) => TableRow {
  const attacks = new Map(attackSettings(cells, specs).map((setting) => [setting.key, setting]));
  const degradations = new Map(degradationSettings(cells).map(({ key, title }) => [key, title]));
  return (cell) => {
    if (cell.kind === 'clean') return { attack: 'none' };
    const drawn = { attack_version: cell.version, attack_seed: cell.seed };
    switch (cell.kind) {
      case 'degraded':
        return {
          ...drawn,
          attack: degradations.get(degradationKey(cell)) ?? '',
          level: stepsOf(cell.degradation)[cell.levelIndex].level,
        };
      case 'attack': {
        const { attack } = cell;
        const setting = attacks.get(attackKey(cell));
        const radii = Object.entries(setting?.radii ?? {}).map(([id, radius]) => [`${id}_budget`, radius] as const);
        return {
          ...drawn,
          attack: setting?.title ?? '',
          ...(perturbs(attack) ? { norm: attack.norm, ...Object.fromEntries(radii) } : {}),
          ...(editsWords(attack) ? { edits_allowed: attack.maxEdits } : {}),
        };
      }
      case 'certificate':
        return { ...drawn, attack: certificateTitle(cell.certificate) };
      default:
        return cell satisfies never;
    }
  };
}
