/** Records of models that answer for every pixel, by model and by what was done to the inputs. */
import { groupedBy } from '../../shared/grouped-by';
import type { VoteChoice } from '../../shared/certificates/certificate';
import { labelsPixels } from '../../shared/recipe/recipe-task';
import type { AttackCell, DegradedCell, ModelCell } from '../../shared/plan/plan';
import type { PixelRecord, PixelVotesRecord } from '../../shared/records/record';
import { attackKey, type AttackSetting } from '../attack-setting';
import { certificateKey, certificateSettings, votedSettings, type CertificateSetting } from '../certificate-setting';
import { degradationKey, degradationSettings, type DegradationSetting } from '../degradation-setting';
import type { AnalysisInput } from '../input';
import { titleOfModel } from '../model-title';
import { baselineCells } from '../results';
import { changedOf, miouOf, untouchedOf, type Counted } from './iou';
import type { Estimate } from '../statistics/estimate';

/** A model that sees less than the one it stands beside. */
export interface PixelBaseline {
  readonly modality: string;
  readonly sees: readonly string[];
  readonly records: readonly PixelRecord[];
  readonly samples: readonly Counted[];
  readonly miou: Estimate;
}

interface Measured {
  readonly key: string;
  readonly title: string;
  /** Inputs that are attacked or missing. */
  readonly modalities: readonly string[];
  readonly records: readonly PixelRecord[];
  readonly changed: readonly Counted[];
}

/** What an attack left, at one budget. */
export interface AttackedPixels extends Measured {
  readonly kind: 'attack';
  readonly cell: AttackCell;
  readonly setting: AttackSetting;
}

/** What a missing input left. */
export interface DegradedPixels extends Measured {
  readonly kind: 'degraded';
  readonly cell: DegradedCell;
  readonly setting: DegradationSetting;
}

export interface PixelResults {
  readonly cell: ModelCell;
  readonly title: string;
  readonly clean: readonly PixelRecord[];
  /** Those that answered something. */
  readonly baselines: readonly PixelBaseline[];
  /** In the order of the plan; those of which something is recorded. */
  readonly measured: readonly (AttackedPixels | DegradedPixels)[];
  /** The votes on its ensembles; those of which something is recorded. */
  readonly certificates: readonly PixelVotes[];
}

export interface PixelVotes {
  readonly setting: CertificateSetting<VoteChoice>;
  readonly records: readonly PixelVotesRecord[];
}

/** Null for a run whose models answer for samples. @param settings of the run's attacks */
export function pixelResults(
  { run, records }: AnalysisInput,
  settings: readonly AttackSetting[],
): readonly PixelResults[] | null {
  if (!run.plan.subjects.some(({ recipe }) => labelsPixels(recipe))) return null;
  const { cells, rows } = run.expansion;
  const order = new Map(rows.map((row, index) => [row, index]));
  const byCell = <Own extends PixelRecord | PixelVotesRecord>(
    own: readonly Own[],
  ): ReadonlyMap<string, readonly Own[]> =>
    groupedBy(
      [...own].sort((a, b) => (order.get(a.row) ?? 0) - (order.get(b.row) ?? 0)),
      ({ cell }) => cell,
    );
  const recordsOf = byCell(records.filter((record) => record.kind === 'pixels'));
  const votesOf = byCell(records.filter((record) => record.kind === 'pixel-votes'));
  const settled = votedSettings(certificateSettings(cells));
  const certificatesOf = (model: string): PixelResults['certificates'] =>
    cells.flatMap((cell) => {
      if (cell.kind !== 'certificate' || cell.model !== model) return [];
      const setting = settled.find(({ key }) => key === certificateKey(cell));
      const own = votesOf.get(cell.id) ?? [];
      return setting === undefined || own.length === 0 ? [] : [{ setting, records: own }];
    });
  const cleanOf = (model: string): readonly PixelRecord[] => {
    const clean = cells.find((own) => own.kind === 'clean' && own.model === model);
    return clean === undefined ? [] : (recordsOf.get(clean.id) ?? []);
  };
  const models = cells.filter((cell) => cell.kind === 'model');
  const failing = degradationSettings(cells);
  const measuredOf = (model: string): PixelResults['measured'] =>
    cells.flatMap((cell): PixelResults['measured'] => {
      if ((cell.kind !== 'attack' && cell.kind !== 'degraded') || cell.model !== model) return [];
      const own = recordsOf.get(cell.id) ?? [];
      if (own.length === 0) return [];
      const common = { records: own, changed: changedOf(own) };
      if (cell.kind === 'attack') {
        const setting = settings.find(({ key }) => key === attackKey(cell));
        if (setting === undefined) return [];
        const { key, title, modalities } = setting;
        return [{ ...common, kind: cell.kind, cell, key, title, modalities, setting }];
      }
      const setting = failing.find(({ key }) => key === degradationKey(cell));
      if (setting === undefined) return [];
      const { key, title, choice } = setting;
      return [{ ...common, kind: cell.kind, cell, key, title, modalities: choice.modalities, setting }];
    });
  return models
    .filter(({ role }) => role === 'subject')
    .map((cell): PixelResults => {
      const title = titleOfModel(cell, run.plan);
      return {
        cell,
        title,
        clean: cleanOf(cell.model),
        baselines: baselineCells(cell, models, run.plan)
          .map(({ cell: { model }, modality, sees }) => ({ modality, sees, records: cleanOf(model) }))
          .filter((own) => own.records.length > 0)
          .map((own) => {
            const samples = untouchedOf(own.records);
            return { ...own, samples, miou: miouOf(samples, `${title}/alone/${own.modality}`) };
          }),
        measured: measuredOf(cell.model),
        certificates: certificatesOf(cell.model),
      };
    });
}

/** Models that see none of what is attacked: what could be had without it. */
export function baselinesWithout(
  { baselines }: Pick<PixelResults, 'baselines'>,
  modalities: readonly string[],
): readonly PixelBaseline[] {
  return baselines.filter(({ sees }) => !sees.some((id) => modalities.includes(id)));
}
