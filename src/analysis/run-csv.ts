import { certificateTitle } from '../shared/certificate';
import { withSeed } from '../shared/naming';
import type { AnalysedRun } from './analysed-run';
import { recordsCsv, type CellNames } from './csv/records';
import { attackKey } from './attack-setting';
import { degradationKey } from './degradation-setting';

/** Every record of a run as CSV, one line per sample and cell. */
export function runCsv(run: AnalysedRun): string {
  const { records, dataset } = run.input;
  return recordsCsv(records, dataset, cellNames(run));
}

/** What the cells of a run are called, by id. */
function cellNames({ input: { run, models }, analysis }: AnalysedRun): ReadonlyMap<string, CellNames> {
  const { cells } = run.expansion;
  const titles = new Map(
    cells.flatMap((cell): readonly (readonly [string, string])[] =>
      cell.kind === 'model' ? [[cell.model, withSeed(cell.title, cell.spec.seed)]] : [],
    ),
  );
  const attacks = new Map(analysis.attacks.map(({ key, title }) => [key, title]));
  const degradations = new Map(analysis.degradations.map(({ key, title }) => [key, title]));
  return new Map(
    cells.flatMap((cell): readonly (readonly [string, CellNames])[] => {
      const model = titles.get(cell.model) ?? '';
      switch (cell.kind) {
        case 'model':
          return [];
        case 'clean':
          return [[cell.id, { model, attack: 'none' }]];
        case 'degraded':
          return [[cell.id, { model, attack: degradations.get(degradationKey(cell)) ?? '' }]];
        case 'attack':
          return [[cell.id, { model, attack: attacks.get(attackKey(cell)) ?? '' }]];
        case 'certificate': {
          const integration = models.find(({ id }) => id === cell.model)?.integration;
          const attack = certificateTitle(cell.certificate);
          return [[cell.id, { model, attack, ...(integration === undefined ? {} : { integration }) }]];
        }
        default:
          return cell satisfies never;
      }
    }),
  );
}
