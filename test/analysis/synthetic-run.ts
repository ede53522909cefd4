import { budgetIndices, editsWords, perturbs, removes, type AttackChoice } from '../../src/shared/attacks/attack';
import type { Target } from '../../src/shared/data/target';
import type { AnalysisInput } from '../../src/analysis/input';
import { generatorFor } from '../../src/analysis/statistics/generator';
import { baselinesOf, baselineTraining } from '../../src/shared/models/baseline';
import { DatasetManifest } from '../../src/shared/data/dataset';
import { hashOf } from '../../src/shared/identity';
import { ModelSpec } from '../../src/shared/models/model-spec';
import { withoutDefaults } from '../../src/shared/json/without-defaults';
import type { Region } from '../../src/shared/data/modality';
import { stepsOf, type Degradation } from '../../src/shared/degradations/degradation';
import {
  StudyPlan,
  type AttackCell,
  type Cell,
  type DegradedCell,
  type ModelCell,
  type Subject,
} from '../../src/shared/plan/plan';
import { ModelDescription } from '../../src/shared/models/model-description';
import {
  AnsweredRecord,
  type EditRecord,
  type PerturbationRecord,
  type Prediction,
  type RemovalRecord,
} from '../../src/shared/records/record';
import type { FusionChoice } from '../../src/shared/recipe/fusions';
import { RunDescription, type RunEvent } from '../../src/shared/runs/run';
import type { z } from 'zod';

/** What a synthetic study looks like; every choice has a plain default. */
export interface SyntheticOptions {
  readonly count?: number;
  /** Samples per group. */
  readonly groupSize?: number;
  readonly subjects?: readonly string[];
  /** Of every subject; left out: by its name. */
  readonly fusion?: z.input<typeof FusionChoice>;
  readonly seeds?: readonly number[];
  readonly attacks?: readonly z.input<typeof AttackChoice>[];
  readonly plan?: Partial<z.input<typeof StudyPlan>>;
  /** Clean accuracy of a subject, and of a baseline that sees one modality. */
  readonly accuracy?: (subject: string) => number;
  readonly unimodal?: (modality: string) => number;
  /** Success of an attack on a subject. */
  readonly success?: (subject: string, attack: AttackChoice) => number;
  /** Share of a model's right answers that a degradation at a level takes; half of them at level 1 where nothing is said. */
  readonly lost?: (title: string, degradation: Degradation, level: number) => number;
  readonly oracle?: boolean;
  readonly classes?: readonly string[];
  /** What the data ask for in place of one class. */
  readonly target?: Target;
  /** Last word on every record. */
  readonly edit?: (record: AnsweredRecord, model: ModelCell) => AnsweredRecord;
  readonly title?: string;
  /** Ids of the picture and of the words. */
  readonly ids?: { readonly image: string; readonly text: string };
  /** A third modality, `depth`, which is a picture too. */
  readonly depth?: boolean;
}

export const decoupling = (
  modalities: string[] = ['image', 'text'],
): Extract<z.input<typeof AttackChoice>, { name: 'decoupling' }> => ({
  name: 'decoupling',
  modalities,
});
export const pgd = (
  budgets: Record<string, number>[],
  share: 'full' | 'matched' = 'full',
): z.input<typeof AttackChoice> => ({ name: 'pgd', budgets, share });

const height = 28;
const width = 28;
const hash = (text: string): string => hashOf({ text });

export interface SyntheticRun extends AnalysisInput {
  readonly records: readonly AnsweredRecord[];
}

/** A run with records drawn from a seeded generator that obey the schemas, small enough for unit tests. */
export function syntheticRun(options: SyntheticOptions = {}): SyntheticRun {
  const {
    count = 200,
    groupSize = 1,
    subjects = ['concat', 'product'],
    seeds = [0],
    attacks = [decoupling(), decoupling(['image']), decoupling(['text'])],
    accuracy = () => 0.94,
    unimodal = () => 0.5,
    success = () => 0.8,
    lost = (_title, _degradation, level) => level / 2,
    oracle = true,
    classes = ['fits', 'does not fit'],
    ids: { image, text } = { image: 'image', text: 'text' },
    depth = false,
  } = options;
  const dataset = DatasetManifest.parse({
    format: 'muroan.dataset',
    formatVersion: 1,
    name: 'caption-match',
    title: options.title ?? 'Caption match',
    task: 'Does this caption fit this garment?',
    preparation: { name: 'synthetic', version: 1, seed: 0 },
    licences: ['MIT'],
    modalities: {
      [image]: { kind: 'image', height, width, channels: 1, mean: [0.3], std: [0.3] },
      [text]: { kind: 'text', maxWords: 12 },
      ...(depth ? { depth: { kind: 'image', height, width, channels: 1, mean: [0.3], std: [0.3] } } : {}),
    },
    classes,
    ...(options.target === undefined ? {} : { target: options.target }),
    count: 10_000,
    splits: { train: 8000, validation: 1000, test: 1000 },
    unit: 'garment',
    columns: {},
    oracle: oracle
      ? { rule: 'all', statement: 'Still decidable while a tenth of the garment and one deciding word are left.' }
      : null,
    hash: hash('data'),
  });
  const recipe = (fusion: string): unknown => ({
    encoders: {
      [image]: { name: 'cnn' as const },
      [text]: { name: 'mean-words' as const },
      ...(depth ? { depth: { name: 'cnn' as const } } : {}),
    },
    fusion: options.fusion ?? { name: fusion === 'product' || fusion === 'late' ? fusion : 'concat' },
  });
  const plan = StudyPlan.parse({
    format: 'muroan.study',
    formatVersion: 1,
    name: 'Synthetic study',
    question: 'How little has to be removed before a fused model changes its mind?',
    data: { dataset: 'caption-match', selection: { count } },
    subjects: subjects.map((name) => ({ name, recipe: recipe(name) })),
    seeds,
    attacks,
    ...options.plan,
  });
  const cells: Cell[] = [];
  const models: ModelDescription[] = [];
  const records: AnsweredRecord[] = [];
  const rows = Array.from({ length: count }, (_, index) => 9000 + index);
  const groupOf = (row: number): string => `g${String(Math.floor((row - 9000) / groupSize))}`;
  const labelOf = (row: number): number => row % classes.length;

  for (const subject of plan.subjects) {
    for (const seed of plan.seeds) {
      const add = (cell: ModelCell, target: number): readonly { row: number; clean: Prediction }[] => {
        cells.push(cell);
        models.push(describe(cell));
        const clean = { kind: 'clean' as const, id: `clean-${cell.id}`, model: cell.model };
        cells.push(clean);
        // By what a model is called, not by its hash: fields that training has one day would draw everything anew.
        const draw = generatorFor(`clean/${cell.title}/${String(seed)}`);
        // As many as were asked for, to the sample: a draw of each by itself could leave chance by chance.
        const right = new Set(drawn(rows, Math.round(target * rows.length), draw));
        return rows.map((row) => {
          const label = labelOf(row);
          const prediction = predict(right.has(row) ? label : (label + 1) % classes.length, 1 + 3 * draw());
          push({ kind: 'clean', ...sample(clean.id, row), clean: prediction }, cell);
          return { row, clean: prediction };
        });
      };
      const main = modelCell('subject', subject, null, seed);
      const clean = add(main, accuracy(subject.name));
      for (const { modality, recipe } of baselinesOf(subject.recipe)) {
        const training = baselineTraining(plan, subject.training, recipe);
        const own = modelCell('baseline', { ...subject, name: modality, recipe, training }, modality, seed);
        if (cells.every(({ id }) => id !== own.id)) degrade(own, add(own, unimodal(modality)));
      }
      degrade(main, clean);
      plan.attacks.forEach((attack, attackIndex) => {
        const budgets = budgetIndices(attack).length;
        for (let budgetIndex = 0; budgetIndex < budgets; budgetIndex += 1) {
          const cell: AttackCell = {
            kind: 'attack',
            id: `attack-${main.id}-${String(attackIndex)}-${String(budgetIndex)}`,
            model: main.model,
            attackIndex,
            budgetIndex,
            attack,
            version: 1,
            seed: plan.attackSeed,
          };
          cells.push(cell);
          const draw = generatorFor(cell.id);
          for (const { row, clean: prediction } of clean) {
            const attacked = prediction.predicted === labelOf(row);
            const wins = attacked && draw() < success(subject.name, attack);
            push(
              removes(attack)
                ? removal(cell, row, prediction, attacked, wins, attack.modalities, draw)
                : editsWords(attack)
                  ? edited(cell, attack.maxEdits, row, prediction, attacked, wins, draw)
                  : perturbation(cell, row, prediction, attacked, wins, draw),
              main,
            );
          }
        }
      });
    }
  }

  const run = RunDescription.parse({
    format: 'muroan.run',
    formatVersion: 1,
    id: '01890a5d-ac96-774b-bcce-b302099a8057',
    plan,
    expansion: { planHash: hash('plan'), datasetHash: dataset.hash, rows, cells, records: records.length },
    appVersion: '0.1.0',
    createdAt: '2026-01-05T10:00:00.000Z',
  });
  const event = (at: string, name: RunEvent['event']): RunEvent => ({
    at,
    event: name,
    appVersion: '0.1.0',
    device: name === 'created' ? null : 'wasm',
    hardware: name === 'created' ? null : 'AMD EPYC (2 threads)',
    note: null,
  });
  return {
    run,
    state: 'finished',
    events: [
      event('2026-01-05T10:00:00.000Z', 'created'),
      event('2026-01-05T10:00:01.000Z', 'started'),
      event('2026-01-05T10:03:20.000Z', 'finished'),
    ],
    dataset,
    models,
    records,
  };

  function push(record: AnsweredRecord, model: ModelCell): void {
    records.push(AnsweredRecord.parse(options.edit?.(record, model) ?? record));
  }

  /** A model under every degradation that touches what it sees. */
  function degrade(model: ModelCell, clean: readonly { row: number; clean: Prediction }[]): void {
    plan.degradations.forEach((degradation, degradationIndex) => {
      if (!degradation.modalities.some((id) => id in model.spec.recipe.encoders)) return;
      stepsOf(degradation).forEach(({ level }, levelIndex) => {
        const cell: DegradedCell = {
          kind: 'degraded',
          id: `degraded-${model.id}-${String(degradationIndex)}-${String(levelIndex)}`,
          model: model.model,
          degradationIndex,
          levelIndex,
          degradation,
          version: 1,
          seed: plan.attackSeed,
        };
        cells.push(cell);
        const draw = generatorFor(cell.id);
        const share = lost(model.title, degradation, level);
        for (const { row, clean: prediction } of clean) {
          const wrong = (labelOf(row) + 1) % classes.length;
          const answer = draw() < share ? predict(wrong, 1) : prediction;
          push({ kind: 'degraded', ...sample(cell.id, row), clean: prediction, degraded: answer }, model);
        }
      });
    });
  }

  function sample(
    cell: string,
    row: number,
  ): { cell: string; sample: string; row: number; group: string; label: number } {
    return { cell, sample: `s${String(row)}`, row, group: groupOf(row), label: labelOf(row) };
  }

  function predict(predicted: number, margin: number): Prediction {
    return { predicted, logits: classes.map((_, index) => (index === predicted ? margin : 0)) };
  }

  function modelCell(
    role: 'subject' | 'baseline',
    { name, recipe, training }: Subject,
    modality: string | null,
    seed: number,
  ): ModelCell {
    const spec = { dataset: dataset.name, recipe, training, seed };
    // By what was chosen, so that a field that training gains later leaves the records as they are.
    const id = hashOf({ role, name, spec: withoutDefaults(ModelSpec, spec) });
    return {
      kind: 'model',
      id: id.slice(0, 16),
      model: id,
      spec,
      title: modality === null ? name : `${name} only`,
      role,
      subject: name,
      modality,
    };
  }

  function describe(cell: ModelCell): ModelDescription {
    return ModelDescription.parse({
      format: 'muroan.model',
      formatVersion: 1,
      id: cell.model,
      title: cell.title,
      spec: cell.spec,
      datasetHash: dataset.hash,
      modalities: dataset.modalities,
      classes,
      vocabulary: [],
      parameters: 123_456,
      weightsHash: hash(`weights/${cell.id}`),
      curve: Array.from({ length: 8 }, (_, epoch) => ({
        epoch,
        step: epoch * 100,
        trainLoss: 0.7 * Math.exp(-epoch / 3),
        trainAccuracy: 1 - 0.5 * Math.exp(-epoch / 3),
        validationLoss: 0.1 + 0.65 * Math.exp(-epoch / 3),
        validationAccuracy: 0.95 - 0.45 * Math.exp(-epoch / 3),
      })),
      bestEpoch: 6,
      test: { correct: 940, count: 1000 },
      device: 'wasm',
      seconds: 12.5,
      appVersion: '0.1.0',
    });
  }

  function removal(
    cell: AttackCell,
    row: number,
    clean: Prediction,
    attacked: boolean,
    wins: boolean,
    touched: readonly string[],
    draw: () => number,
  ): RemovalRecord {
    const label = labelOf(row);
    const words = 6 + (row % 5);
    const side = [14, 7, 7, 4, 2][Math.floor(draw() * 5)];
    const regions: Region[] = [];
    const usesImage = touched.includes(image) && (touched.length === 1 || draw() < 0.7);
    const usesText = touched.includes(text) && (!usesImage || draw() < 0.3);
    if (usesImage) regions.push({ kind: 'image', modality: image, box: [7, 7, side, side] });
    if (usesText) regions.push({ kind: 'text', modality: text, word: row % words });
    const usesDepth = depth && touched.includes('depth') && (touched.length === 1 || draw() < 0.5);
    if (usesDepth) regions.push({ kind: 'image', modality: 'depth', box: [7, 7, side, side] });
    const used = [...(usesImage ? [image] : []), ...(usesText ? [text] : []), ...(usesDepth ? ['depth'] : [])];
    const removed = {
      [image]: usesImage ? side * side : 0,
      [text]: usesText ? 1 : 0,
      ...(depth ? { depth: usesDepth ? side * side : 0 } : {}),
    };
    return {
      kind: 'removal',
      ...sample(cell.id, row),
      clean,
      attacked,
      claimed: wins,
      found: wins
        ? {
            regions,
            share: { removed, legacyRemoved: usesText ? 1 : side * side },
            attacked: predict((label + 1) % classes.length, 0.5 + draw()),
            displacement: { cosineDistance: 0.1 + 0.3 * draw(), argmaxMoved: draw() < 0.6 },
            decidable: oracle ? draw() < 0.7 : null,
            necessary: used.length >= 2 && draw() < 0.5 ? used : used.slice(0, 1),
            fills: Object.fromEntries([
              ...(usesImage
                ? ['mean', 'black', 'white', 'noise'].map((f) => [`${image}:${f}`, f === 'mean' || draw() < 0.7])
                : []),
              ...(usesText ? ['delete', 'mask'].map((f) => [`${text}:${f}`, f === 'delete' || draw() < 0.8]) : []),
            ]) as Record<string, boolean>,
          }
        : null,
      elements: { [image]: height * width, [text]: words, ...(depth ? { depth: height * width } : {}) },
      candidates: attacked ? Math.floor(draw() * 24) : 0,
      queries: attacked
        ? {
            search: 84 + words,
            combination: wins ? 1 + Math.floor(draw() * 60) : 500,
            evaluated: 100,
            encoded: { [image]: { rows: 80, wholeRows: 16.5 }, [text]: { rows: words, wholeRows: words } },
          }
        : { search: 0, combination: 0, evaluated: 0, encoded: {} },
      wholeModality: attacked
        ? { [image]: draw() < 0.6, [text]: draw() < 0.5, ...(depth ? { depth: draw() < 0.4 } : {}) }
        : {},
      controls: attacked
        ? {
            noOp: 0,
            randomRemoval: wins ? Array.from({ length: 5 }, () => draw() < 0.2) : [],
            randomSearch: [draw() < 0.5 ? { [image]: Math.floor(200 + 300 * draw()), [text]: 1 } : null],
          }
        : null,
    };
  }

  function edited(
    cell: AttackCell,
    maxEdits: number,
    row: number,
    clean: Prediction,
    attacked: boolean,
    wins: boolean,
    draw: () => number,
  ): EditRecord {
    const label = labelOf(row);
    const edits = wins ? 1 + Math.floor(draw() * maxEdits) : maxEdits;
    return {
      kind: 'edit',
      ...sample(cell.id, row),
      clean,
      attacked,
      claimed: wins,
      outcome: attacked
        ? {
            success: wins,
            attacked: predict(wins ? (label + 1) % classes.length : label, 0.2 + draw()),
            edits,
            words: [{ modality: text, word: row % 6, was: 'fox', now: 'fxo' }],
            labelKept: oracle ? draw() < 0.7 : null,
            displacement: { cosineDistance: 0.2 * draw(), argmaxMoved: draw() < 0.3 },
          }
        : null,
      queries: attacked ? { forward: 20, gradient: 2 } : { forward: 0, gradient: 0 },
      controls: attacked ? { zeroBudget: 0, randomEdits: [draw() < 0.05, draw() < 0.05] } : null,
    };
  }

  function perturbation(
    cell: AttackCell,
    row: number,
    clean: Prediction,
    attacked: boolean,
    wins: boolean,
    draw: () => number,
  ): PerturbationRecord {
    const label = labelOf(row);
    const attack = cell.attack;
    if (!perturbs(attack)) throw new TypeError('Not a gradient attack.');
    const budget = attack.budgets[cell.budgetIndex];
    const share = attack.share === 'matched' ? Object.keys(budget).length : 1;
    const before = 0.05 + 0.2 * draw();
    return {
      kind: 'perturbation',
      ...sample(cell.id, row),
      clean,
      attacked,
      claimed: attacked && wins,
      outcome: attacked
        ? {
            success: wins,
            attacked: predict(wins ? (label + 1) % classes.length : label, 0.2 + draw()),
            norms: Object.fromEntries(Object.entries(budget).map(([id, radius]) => [id, radius / share])),
            displacement: { cosineDistance: 0.2 * draw(), argmaxMoved: draw() < 0.3 },
            loss: [before, before + (wins ? 1.5 : 0.2) + draw()],
          }
        : null,
      queries: attacked
        ? { forward: wins ? 9 : 22, gradient: wins ? 7 : 20, encoded: {} }
        : { forward: 0, gradient: 0, encoded: {} },
      controls: attacked ? { zeroBudget: 0, randomNoise: [draw() < 0.05, draw() < 0.05, draw() < 0.05] } : null,
    };
  }
}

/** Replaces removal records; leaves others alone. */
export function editRemovals(
  edit: (record: RemovalRecord) => RemovalRecord,
): (record: AnsweredRecord) => AnsweredRecord {
  return (record) => (record.kind === 'removal' ? edit(record) : record);
}
export function editPerturbations(
  edit: (record: PerturbationRecord) => PerturbationRecord,
): (record: AnsweredRecord) => AnsweredRecord {
  return (record) => (record.kind === 'perturbation' ? edit(record) : record);
}

/** So many of the rows, each set of them as likely as another. */
function drawn(rows: readonly number[], count: number, draw: () => number): readonly number[] {
  return rows
    .map((row) => ({ row, place: draw() }))
    .sort((a, b) => a.place - b.place)
    .slice(0, count)
    .map(({ row }) => row);
}
