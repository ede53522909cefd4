import { baselinesOf, baselineTraining } from '../shared/models/baseline';
import { isVoted, type CrmtRadiiChoice, type VoteChoice } from '../shared/certificates/certificate';
import { canonicalJson } from '../shared/identity';
import { certificateKey, certificateSettings, type CertificateSetting } from './certificate-setting';
import type { AttackCell, CertificateCell, CleanCell, DegradedCell, ModelCell, StudyPlan } from '../shared/plan/plan';
import type { ModelDescription } from '../shared/models/model-description';
import type { ModelSpec } from '../shared/models/model-spec';
import type {
  CertificateRecord,
  CleanRecord,
  DegradedRecord,
  EditRecord,
  LeadsRecord,
  PerturbationRecord,
  RemovalRecord,
  SampleRecord,
} from '../shared/records/record';
import type { AnalysisInput } from './input';
import {
  attackKey,
  underSetting,
  type AttackSetting,
  type EditSetting,
  type PerturbationSetting,
  type RemovalSetting,
} from './attack-setting';
import { degradationKey, degradationSettings, type DegradationSetting } from './degradation-setting';
import {
  editMistakesOnly,
  editOutcome,
  mistakesOnly,
  perturbationOutcome,
  removalOutcome,
  type Outcome,
} from './measures/outcome';

interface ResultFields {
  readonly cell: AttackCell;
  /** Of each record, in their order. */
  readonly outcomes: readonly Outcome[];
}
/** The records of one cell, in the order of the selection. */
export interface RemovalResult extends ResultFields {
  readonly kind: 'removal';
  readonly setting: RemovalSetting;
  readonly records: readonly RemovalRecord[];
}
export interface PerturbationResult extends ResultFields {
  readonly kind: 'perturbation';
  readonly setting: PerturbationSetting;
  readonly records: readonly PerturbationRecord[];
}
export interface EditResult extends ResultFields {
  readonly kind: 'edit';
  readonly setting: EditSetting;
  readonly records: readonly EditRecord[];
}
export type AttackResult = RemovalResult | PerturbationResult | EditResult;

/** The records of one model under one degradation at one level, in the order of the selection. */
export interface DegradedResult {
  readonly cell: DegradedCell;
  readonly setting: DegradationSetting;
  readonly records: readonly DegradedRecord[];
}

/** The votes on one model's ensemble, in the order of the selection. */
export interface CertificateResult {
  readonly cell: CertificateCell;
  readonly setting: CertificateSetting<VoteChoice>;
  readonly records: readonly CertificateRecord[];
}

/** By what one model's labels lead, in the order of the selection. */
export interface LeadsResult {
  readonly cell: CertificateCell;
  readonly setting: CertificateSetting<CrmtRadiiChoice>;
  readonly records: readonly LeadsRecord[];
}

/** One trained subject with all that was measured on it. */
export interface ModelResults {
  readonly cell: ModelCell;
  readonly description: ModelDescription | null;
  readonly clean: readonly CleanRecord[];
  readonly degraded: readonly DegradedResult[];
  readonly attacks: readonly AttackResult[];
  readonly certificates: readonly CertificateResult[];
  readonly leads: readonly LeadsResult[];
  /** Baselines of this subject: its encoders, head and seed, trained as the plan says; by what they see. */
  readonly baselines: readonly BaselineResults[];
}
export interface BaselineResults {
  readonly cell: ModelCell;
  /** What it sees, as one name. */
  readonly modality: string;
  readonly sees: readonly string[];
  readonly clean: readonly CleanRecord[];
  readonly degraded: readonly DegradedResult[];
}

/**
 * Sorts records by cell and joins them with the models they were made on.
 *
 * @param settings those of the run's attack cells
 */
export function resultsByModel(input: AnalysisInput, settings: readonly AttackSetting[]): readonly ModelResults[] {
  const settingByKey = new Map(settings.map((setting) => [setting.key, setting]));
  const { cells, rows } = input.run.expansion;
  const order = new Map(rows.map((row, index) => [row, index]));
  const recordsOf = new Map<string, SampleRecord[]>();
  for (const record of input.records) {
    const list = recordsOf.get(record.cell);
    if (list === undefined) recordsOf.set(record.cell, [record]);
    else list.push(record);
  }
  for (const list of recordsOf.values()) list.sort((a, b) => place(order, a) - place(order, b));

  const modelCells = cells.filter((cell) => cell.kind === 'model');
  const cleanOf = (model: string): readonly CleanRecord[] =>
    cells
      .filter((cell): cell is CleanCell => cell.kind === 'clean' && cell.model === model)
      .flatMap((cell) => (recordsOf.get(cell.id) ?? []).filter((record) => record.kind === 'clean'));
  const certificates = new Map(certificateSettings(cells).map((setting) => [setting.key, setting]));
  const certificateCells = (model: string): readonly CertificateCell[] =>
    cells.filter((cell): cell is CertificateCell => cell.kind === 'certificate' && cell.model === model);
  const certificatesOf = (model: string): readonly CertificateResult[] =>
    certificateCells(model).flatMap((cell) => {
      const setting = certificates.get(certificateKey(cell));
      if (setting === undefined || !isVoted(setting.choice)) return [];
      const records = (recordsOf.get(cell.id) ?? []).filter((record) => record.kind === 'certificate');
      return [{ cell, setting: { ...setting, choice: setting.choice }, records }];
    });
  const leadsOf = (model: string): readonly LeadsResult[] =>
    certificateCells(model).flatMap((cell) => {
      const setting = certificates.get(certificateKey(cell));
      if (setting === undefined || isVoted(setting.choice)) return [];
      const records = (recordsOf.get(cell.id) ?? []).filter((record) => record.kind === 'leads');
      return [{ cell, setting: { ...setting, choice: setting.choice }, records }];
    });
  const degradations = new Map(degradationSettings(cells).map((setting) => [setting.key, setting]));
  const degradedOf = (model: string): readonly DegradedResult[] =>
    cells
      .filter((cell): cell is DegradedCell => cell.kind === 'degraded' && cell.model === model)
      .flatMap((cell) => {
        const setting = degradations.get(degradationKey(cell));
        const records = (recordsOf.get(cell.id) ?? []).filter((record) => record.kind === 'degraded');
        return setting === undefined ? [] : [{ cell, setting, records }];
      });

  return modelCells
    .filter((cell) => cell.role === 'subject')
    .map((cell) => ({
      cell,
      description: input.models.find((model) => model.id === cell.model) ?? null,
      clean: cleanOf(cell.model),
      degraded: degradedOf(cell.model),
      attacks: cells
        .filter((attack): attack is AttackCell => attack.kind === 'attack' && attack.model === cell.model)
        .flatMap((attack) => {
          const setting = settingByKey.get(attackKey(attack));
          return setting === undefined ? [] : [attackResult(attack, setting, recordsOf.get(attack.id) ?? [])];
        }),
      certificates: certificatesOf(cell.model),
      leads: leadsOf(cell.model),
      baselines: baselineCells(cell, modelCells, input.run.plan).map((baseline) => ({
        ...baseline,
        clean: cleanOf(baseline.cell.model),
        degraded: degradedOf(baseline.cell.model),
      })),
    }));
}

/** Outcomes of a model's samples under an attack; none where it was not evaluated. */
export function outcomesUnder({ attacks }: ModelResults, setting: AttackSetting): readonly Outcome[] {
  return underSetting(attacks, setting)?.outcomes ?? [];
}

/** Rows for which an attack found nothing to start from: what it says of them is nothing. */
export function unstartedRows(result: AttackResult | undefined): readonly number[] {
  return result?.kind === 'perturbation'
    ? result.records.flatMap(({ row, outcome }) => (outcome?.start === 'none' ? [row] : []))
    : [];
}

/** The same attack as if a success that took or changed the deciding evidence were a failure; null where none can be told. */
export function countingMistakes(result: AttackResult): AttackResult | null {
  switch (result.kind) {
    case 'removal':
      return mistakesOfRemoval(result);
    case 'edit':
      return mistakesOfEdits(result);
    case 'perturbation':
      return null;
    default:
      return result satisfies never;
  }
}

/** Where the data does not say which words decide, no edit is known to keep the label. */
function mistakesOfEdits(result: EditResult): EditResult | null {
  if (!result.records.some(({ outcome }) => outcome !== null && outcome.labelKept !== null)) return null;
  const records = result.records.map(editMistakesOnly);
  return { ...result, records, outcomes: records.map(editOutcome) };
}

function mistakesOfRemoval(result: RemovalResult): RemovalResult {
  const records = result.records.map(mistakesOnly);
  return { ...result, records, outcomes: records.map(removalOutcome) };
}

function attackResult(cell: AttackCell, setting: AttackSetting, all: readonly SampleRecord[]): AttackResult {
  switch (setting.kind) {
    case 'removal': {
      const records = all.filter((record) => record.kind === 'removal');
      return { cell, kind: 'removal', setting, records, outcomes: records.map(removalOutcome) };
    }
    case 'edit': {
      const records = all.filter((record) => record.kind === 'edit');
      return { cell, kind: 'edit', setting, records, outcomes: records.map(editOutcome) };
    }
    case 'perturbation': {
      const records = all.filter((record) => record.kind === 'perturbation');
      return { cell, kind: 'perturbation', setting, records, outcomes: records.map(perturbationOutcome) };
    }
    default:
      return setting satisfies never;
  }
}

/** The cells of a subject's baselines: those trained as the plan says, on the same seed. Older runs lack some. */
export function baselineCells(
  subject: ModelCell,
  cells: readonly ModelCell[],
  plan: StudyPlan,
): readonly Omit<BaselineResults, 'clean' | 'degraded'>[] {
  const { recipe: fused, seed } = subject.spec;
  return baselinesOf(fused).flatMap(({ modality, sees, recipe }) => {
    const training = baselineTraining(plan, subject.spec.training, recipe);
    const wanted = trainedAs({ recipe, training, seed });
    const cell = cells.find(({ role, spec }) => role === 'baseline' && trainedAs(spec) === wanted);
    return cell === undefined ? [] : [{ cell, modality, sees }];
  });
}

function trainedAs({ recipe, training, seed }: Omit<ModelSpec, 'dataset'>): string {
  return canonicalJson({ recipe, training, seed });
}

function place(order: ReadonlyMap<number, number>, record: SampleRecord): number {
  return order.get(record.row) ?? Number.MAX_SAFE_INTEGER;
}
