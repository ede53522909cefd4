import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/analysis/analyse';
import { runCsv } from '../../support/run-csv';
import type { AnalysisInput } from '../../../src/analysis/input';
import { figuresOf, type Figure } from '../../../src/analysis/figures';
import { measureKey } from '../../../src/analysis/measure';
import { summaryText } from '../../../src/analysis/summary';
import { buildReport } from '../../../src/report/build';
import { lostShare } from '../../../src/analysis/segmentation/sample-pixels';
import { samplesToShow } from '../../../src/report/samples/choose';
import { choosePixels } from '../../../src/report/samples/choose-pixels';
import { samplesSection } from '../../../src/report/sections/samples';
import { contextOf } from '../../../src/report/sections/context';
import { segmentationSection } from '../../../src/report/sections/segmentation';
import { DatasetManifest } from '../../../src/shared/data/dataset';
import { budgetIndices } from '../../../src/shared/attacks/attack';
import { StudyPlan, type Cell, type ModelCell } from '../../../src/shared/plan/plan';
import { classMap } from '../../../src/shared/data/class-map';
import { CertificateChoice } from '../../../src/shared/certificates/certificate';
import type { PixelVotesRecord } from '../../../src/shared/records/record';
import { PixelRecord } from '../../../src/shared/records/record';
import type { SampleView } from '../../../src/shared/samples/sample-view';
import { hashOf } from '../../../src/shared/identity';

const hash = (text: string): string => hashOf({ text });

interface Wrong {
  /** Wrong pixels of ten, by model: untouched. */
  readonly fused: number;
  readonly rgb: number;
  readonly heat: number;
  /** Of the fused one under an attack on each, and what changes at radius zero. */
  readonly onRgb: number;
  readonly onHeat: number;
  readonly onBoth?: number;
  readonly noise?: number;
  readonly altered?: number;
  /** Of the attack on one sensor, where that is not as a sound one has it. */
  readonly odd?: { readonly attack?: object; readonly loss?: number };
  /** Of the untouched fused model. */
  readonly again?: number;
  readonly attacks?: readonly object[];
  readonly requirements?: readonly object[];
  readonly scenes?: number;
  /** Of ten draws: how many are right of the wrong pixels. */
  readonly certified?: number;
}

const sampleId = (row: number): string => `s${String(Math.floor(row / 2))}-${row % 2 === 0 ? 'day' : 'night'}`;
const truth = new Uint8Array(20).fill(1, 10);
/** A map whose pixels are as right and as wrong as was counted. */
const answered = ({ truePositives: [, right] }: { readonly truePositives: readonly number[] }): string =>
  classMap(truth.map((own, pixel) => (pixel >= 10 + right ? 0 : own)));

/** A run on 40 scenes of two shots whose pixels are wrong as often as told. */
function pixelRun({
  fused,
  rgb,
  heat,
  onRgb,
  onHeat,
  onBoth = onHeat,
  noise = fused,
  altered = 0,
  odd = {},
  again = 0,
  attacks: planned = [
    { name: 'pgd', norm: 'linf', budgets: [{ rgb: 0.03 }, { heat: 0.03 }] },
    { name: 'pgd', norm: 'linf', budgets: [{ rgb: 0.03, heat: 0.03 }], share: 'matched' },
  ],
  scenes = 40,
  requirements = [],
  certified,
}: Wrong): AnalysisInput {
  const picture = { kind: 'image', height: 4, width: 5, channels: 1, mean: [0.5], std: [0.2] };
  const dataset = DatasetManifest.parse({
    format: 'muroan.dataset',
    formatVersion: 1,
    name: 'scenes',
    title: 'Street scenes',
    task: 'What is where?',
    preparation: { name: 'scenes', version: 1, seed: 1 },
    licences: [],
    modalities: { rgb: picture, heat: picture },
    classes: ['a', 'b'],
    pixelClasses: ['background', 'person'],
    count: 100,
    splits: { train: 10, validation: 10, test: 80 },
    conditions: [
      { name: 'by day', ending: '-day' },
      { name: 'at night', ending: '-night' },
    ],
    unit: 'scene',
    columns: {},
    oracle: null,
    hash: hash('scenes'),
  });
  const encoder = { name: 'cnn', channels: [2] };
  const plan = StudyPlan.parse({
    format: 'muroan.study',
    formatVersion: 1,
    name: 'Pixels',
    data: { dataset: 'scenes', selection: { count: 80 } },
    subjects: [
      {
        name: 'both',
        recipe: { encoders: { rgb: encoder, heat: encoder }, fusion: { name: 'concat' }, head: { name: 'pixels' } },
      },
    ],
    attacks: planned,
    requirements,
  });
  const [subject] = plan.subjects;
  const spec = { dataset: 'scenes', training: subject.training, seed: 0 };
  const model = (name: string, modality: string | null): ModelCell => ({
    kind: 'model',
    id: `model-${name}`,
    model: name,
    spec: {
      ...spec,
      recipe:
        modality === null
          ? subject.recipe
          : { ...subject.recipe, encoders: { [modality]: subject.recipe.encoders[modality] } },
    },
    title: name,
    role: modality === null ? 'subject' : 'baseline',
    subject: modality ?? 'both',
    modality,
  });
  const models = [model('both', null), model('rgb', 'rgb'), model('heat', 'heat')];
  const clean = models.map((own): Cell => ({ kind: 'clean', id: `clean-${own.model}`, model: own.model }));
  const attacks = plan.attacks
    .flatMap((attack, attackIndex) =>
      budgetIndices(attack).map((budgetIndex) => ({ attack, attackIndex, budgetIndex })),
    )
    .map((own, place): Cell => ({
      kind: 'attack',
      id: `attack-${String(place)}`,
      model: 'both',
      ...own,
      version: 3,
      seed: 0,
    }));
  const rows = Array.from({ length: 2 * scenes }, (_, row) => row);
  const counts = (wrong: number, row: number) => {
    const own = Math.max(0, Math.min(10, wrong + (Math.floor(row / 2) % 3) - 1));
    return { truePositives: [10, 10 - own], falsePositives: [own, 0], falseNegatives: [0, own] };
  };
  const record = (cell: string, row: number, untouched: number, changed: number | null): PixelRecord =>
    PixelRecord.parse({
      kind: 'pixels',
      cell,
      sample: sampleId(row),
      row,
      group: `scene-${String(Math.floor(row / 2))}`,
      untouched: counts(untouched, row),
      changed: changed === null ? null : counts(changed, row),
      answered: answered(counts(changed ?? untouched, row)),
      loss: [0.1, changed === null ? null : cell === 'attack-0' ? (odd.loss ?? 0.5) : 0.5],
      ...(cell === 'clean-both' ? { again: { change: again, largestLogit: 3 } } : {}),
      attack:
        changed === null
          ? null
          : {
              norms:
                cell === 'attack-2' ? { rgb: 0.015, heat: 0.015 } : { [cell === 'attack-1' ? 'heat' : 'rgb']: 0.03 },
              queries: { forward: 21, gradient: 20 },
              zeroBudget: row < altered ? 1 : 0,
              largestLogit: 3,
              slopes: { zero: 0, notFinite: 0, range: [0.1, 1] },
              randomNoise: [counts(noise, row)],
              ...(cell === 'attack-0' ? odd.attack : {}),
            },
    });
  const records = rows.flatMap((row) => [
    record('clean-both', row, fused, null),
    record('clean-rgb', row, rgb, null),
    record('clean-heat', row, heat, null),
    record('attack-0', row, fused, onRgb),
    record('attack-1', row, fused, onHeat),
    record('attack-2', row, fused, onBoth),
  ]);
  const certificate = CertificateChoice.parse({ name: 'mmcert', kept: { rgb: 2, heat: 2 }, draws: 1_000, alpha: 0.05 });
  const voted: readonly Cell[] =
    certified === undefined
      ? []
      : [{ kind: 'certificate', id: 'voted', model: 'both', certificateIndex: 0, certificate, version: 1, seed: 0 }];
  const pools = ['rgb', 'heat'].map((id) => ({ modalities: [id], n: 20, k: 2 }));
  const votes = voted.flatMap(({ id }) =>
    rows.map((row): PixelVotesRecord => ({
      ...{ kind: 'pixel-votes', cell: id, sample: sampleId(row), row, group: `scene-${String(Math.floor(row / 2))}` },
      ...{ draws: 1_000, votes: [[[1_000, 10]], [[certified ?? 0, 10]]], ensemble: counts(1, row), map: null, pools },
    })),
  );
  return {
    run: {
      format: 'muroan.run',
      formatVersion: 1,
      id: '01900000-0000-7000-8000-000000000000',
      createdAt: '2026-01-05T10:00:00.000Z',
      appVersion: '0.0.0',
      plan,
      expansion: {
        planHash: hash('plan'),
        datasetHash: dataset.hash,
        rows,
        cells: [...models, ...clean, ...attacks, ...voted],
        records: records.length + votes.length,
        trainedModels: [],
      },
    } as unknown as AnalysisInput['run'],
    events: [],
    dataset,
    models: [],
    records: [...records, ...votes],
    state: 'finished',
  };
}

const sound: Wrong = { fused: 1, rgb: 7, heat: 7, onRgb: 3, onHeat: 3, noise: 1 };
const found = (change: Partial<Wrong>): readonly string[] =>
  analyse(pixelRun({ ...sound, ...change })).flags.flatMap(({ check, level, model }) =>
    model === null ? [] : [`${level} ${check}`],
  );

describe('how far figures of pixels can be trusted', () => {
  it('is not doubted of a healthy model', () => {
    expect(found({})).toEqual([]);
  });

  it.each<[string, string, Partial<Wrong>]>([
    [
      'gradients that vanish',
      'warning vanishing-gradient',
      { odd: { attack: { slopes: { zero: 20, notFinite: 0, range: null } } } },
    ],
    [
      'gradients that are no numbers',
      'warning exploding-gradient',
      { odd: { attack: { slopes: { zero: 0, notFinite: 3, range: [1, 2] } } } },
    ],
    ['a loss that does not move', 'warning vanishing-gradient', { odd: { loss: 0.1, attack: { slopes: undefined } } }],
    ['a loss that falls', 'warning loss-not-rising', { odd: { loss: 0.01 } }],
    ['inputs that read back are answered otherwise', 'warning read-back', { odd: { attack: { again: 1 } } }],
    ['a change at radius zero', 'void zero-budget', { altered: 5 }],
    ['a change beyond the radius', 'void budget-exceeded', { odd: { attack: { norms: { rgb: 0.2 } } } }],
    ['noise that finds more', 'warning weaker-than-noise', { noise: 6 }],
    ['few samples', 'warning too-few', { scenes: 9 }],
    ['a model that draws at random', 'void unsteady-model', { again: 1 }],
    ['a model that has learnt nothing', 'void near-chance', { fused: 13, onRgb: 13, onHeat: 13, noise: 13 }],
    ['a model that answers all pixels alike', 'void constant-model', { fused: 13, onRgb: 13, onHeat: 13, noise: 13 }],
    [
      'more steps that leave more',
      'warning single-step',
      {
        onRgb: 2,
        onHeat: 6,
        attacks: [
          { name: 'pgd', norm: 'linf', budgets: [{ rgb: 0.03 }] },
          { name: 'fgsm', norm: 'linf', budgets: [{ rgb: 0.03 }] },
        ],
      },
    ],
    [
      'a search by scores that leaves less than gradients',
      'warning query-beats-gradient',
      {
        onRgb: 2,
        onHeat: 6,
        attacks: [
          { name: 'pgd', norm: 'linf', budgets: [{ rgb: 0.03 }] },
          { name: 'square', norm: 'linf', budgets: [{ rgb: 0.03 }] },
        ],
      },
    ],
    [
      'a larger budget that leaves more',
      'warning larger-budget',
      { onRgb: 6, onHeat: 2, attacks: [{ name: 'pgd', norm: 'linf', budgets: [{ rgb: 0.03 }, { rgb: 0.06 }] }] },
    ],
  ])('is doubted by %s', (_, flag, change) => {
    expect(found(change)).toContain(flag);
  });

  it('is never praise of masked gradients, and nothing at all of a void model', () => {
    const unmoved = { ...sound, onRgb: sound.fused, onHeat: sound.fused };
    expect(answersOf(unmoved)).toEqual(['contradicted', 'above']);
    const slopes = { zero: 20, notFinite: 0, range: null };
    expect(answersOf({ ...unmoved, odd: { attack: { slopes } } })).toEqual(['inconclusive', 'inconclusive']);
    const masked = analyse(pixelRun({ ...sound, odd: { attack: { slopes } } })).verdict.models[0];
    expect(masked.tone).toBe('mixed');
    expect(JSON.stringify(masked)).toContain('Its gradients are masked');
    expect(answersOf({ ...unmoved, again: 1 })).toEqual([null, null]);
    expect(analyse(pixelRun({ ...sound, again: 1 })).verdict.models[0].tone).toBe('void');
  });
});

describe('certificates of pixels', () => {
  const input = pixelRun({ ...sound, certified: 990 });
  const analysis = analyse(input);
  const [{ rays }] = analysis.segmentation?.models[0].certified ?? [];

  it('reach as far as the votes for the true class prove, with intervals by scene', () => {
    // δ = 1 − C(20 − r, 2) / 190 of one: 0.447 at 5 and 0.521 at 6; of both 0.488 at 3 and 0.601 at 4.
    expect(rays.map(({ largest }) => largest)).toEqual([5, 5, 3]);
    expect(rays[0].points[0]).toMatchObject({ radius: 0, accuracy: { value: 1, n: 80, clusters: 40 } });
    expect(rays[0].points.at(-1)).toMatchObject({ radius: 6, accuracy: { value: 0 } });
  });

  it('stand in the report, the terminal, the warnings and the CSV', () => {
    const run = { ...input, analysis, names: new Map(), notes: '', decisions: [], views: [] };
    const createdAt = '2026-01-06T10:00:00.000Z';
    const report = buildReport({ runs: [run], analyst: '', without: [], units: 'percent', createdAt });
    const section = report.parts[0].sections.find(({ id }) => id === 'certificates');
    expect(section?.blocks.flatMap((block) => (block.kind === 'chart' ? [block.title] : []))).toEqual([
      'Certified accuracy with elements of the rgb modified',
      'Certified accuracy with elements of the heat modified',
      'Certified accuracy with elements of each of rgb and heat modified',
    ]);
    const text = summaryText(analysis).join('\n').replaceAll('\u00a0', ' ');
    expect(text).toContain('MMCert, rgb 2 + heat 2, N 1000, mIoU of the ensemble');
    expect(text).toContain('pixels up to radius 5');
    expect(analysis.flags.flatMap(({ check, model }) => (model === null ? [] : [check]))).toEqual(['not-ablated']);
    const lines = runCsv(input).split('\r\n');
    expect(lines[0]).toMatch(
      /,pixel_votes,unasked,pools,.*,ensemble_true_positives,ensemble_false_positives,ensemble_false_negatives$/u,
    );
    const [first] = lines.filter((line) => line.split(',')[2] === 'voted');
    expect(first).toContain(',pixel-votes,s0-day,0,scene-0,');
    expect(first).toMatch(/"10 10","0 0","0 0"$/u);
  });
});

const answersOf = (wrong: Wrong) => {
  const { falls, besideSingle } = analyse(pixelRun(wrong)).segmentation!.models[0];
  return [falls, besideSingle];
};

describe('whether a fused model falls when one sensor is attacked, and below a single one', () => {
  it('is so where it then leaves less than another sensor alone', () => {
    expect(answersOf({ fused: 1, rgb: 3, heat: 2, onRgb: 7, onHeat: 2 })).toEqual(['reproduced', 'below']);
  });
  it('falls though it keeps more than any sensor alone gives, whichever was attacked', () => {
    const falling = { fused: 1, rgb: 7, heat: 7, onRgb: 3, onHeat: 3 };
    expect(answersOf(falling)).toEqual(['reproduced', 'above']);
    const [{ tone, sentences }] = analyse(pixelRun(falling)).verdict.models;
    expect(tone).toBe('mixed');
    expect(JSON.stringify(sentences)).toContain(
      'is reproduced: attacked in one input alone, it clearly loses. Most by',
    );
    expect(JSON.stringify(sentences)).toContain('below a single sensor: no, under these attacks');
  });
  it('does not fall where attacks take nothing', () => {
    expect(answersOf({ fused: 1, rgb: 3, heat: 3, onRgb: 1, onHeat: 1 })).toEqual(['contradicted', 'above']);
  });
  it('is open where the intervals hold zero', () => {
    expect(answersOf({ fused: 1, rgb: 4, heat: 4, onRgb: 4, onHeat: 4 })).toEqual(['reproduced', 'inconclusive']);
  });
});

describe('a run of pixels', () => {
  const input = pixelRun({ fused: 1, rgb: 3, heat: 2, onRgb: 7, onHeat: 2 });
  const analysis = analyse(input);

  it('names its worst condition, what that takes, and the paper’s question, in the terminal too', () => {
    expect(analysis.verdict.headline).toContain('PGD-20 l∞ · rgb 0.03) leaves');
    expect(analysis.verdict.models[0]).toMatchObject({ title: 'both', tone: 'broken' });
    const text = summaryText(analysis).join('\n');
    expect(text).toContain('A fused model falls when one sensor is attacked: reproduced');
    expect(text).toContain('mIoU of heat alone');
    expect(text).toContain('80 samples, 2 classes of pixels');
    expect(text).not.toContain('Not evaluated');
  });

  it('compares an attacked sensor with the best of the others, untouched', () => {
    const [onRgb, onHeat] = analysis.segmentation?.models[0].conditions ?? [];
    expect([onRgb.gap?.single, onHeat.gap?.single]).toEqual(['heat', 'rgb']);
    expect(onRgb.drop.low).toBeGreaterThan(0);
    expect(onRgb.drop.clusters).toBe(40);
  });

  it('has figures that are followed over runs: clean mIoU, that of each input alone, and that in each condition', () => {
    const figures = figuresOf(analysis);
    const [model] = analysis.segmentation?.models ?? [];
    const key = ({ measure, under }: Figure): string => [measureKey(measure), under?.title ?? ''].join(' ').trim();
    expect(figures.map((one) => [key(one), one.estimate])).toEqual([
      ['miou', model.miou],
      ...model.alone.map(({ modality, miou }) => [`miou-alone ${modality}`, miou]),
      ...model.conditions.map(({ title, miou }) => [`robust-miou ${title}`, miou]),
    ]);
    expect(new Set(figures.map(({ model: name, trainingSeed }) => `${name} ${String(trainingSeed)}`))).toEqual(
      new Set(['both 0']),
    );
    expect(new Set(figures.flatMap(({ under }) => under?.identity ?? [])).size).toBe(3);
    const unsound = figuresOf(analyse(pixelRun({ fused: 1, rgb: 3, heat: 2, onRgb: 7, onHeat: 2, again: 1 })));
    expect(new Set(unsound.map(({ standing }) => standing))).toEqual(new Set(['void']));
  });

  it('has a section with a chart and the IoU of each class', () => {
    const section = segmentationSection(
      contextOf({ ...input, analysis, names: new Map(), notes: '', decisions: [], views: [] }),
    );
    expect(section?.blocks.map(({ kind }) => kind)).toEqual([
      ...['facts', 'chart', 'table', 'table', 'table', 'table', 'list'],
    ]);
    expect(JSON.stringify(section)).toContain('person');
  });

  it('tells how each way of recording comes out, for the model and for single sensors', () => {
    const [day, night] = analysis.segmentation?.models[0].parts ?? [];
    expect([day.name, day.samples, night.name, night.samples]).toEqual(['by day', 40, 'at night', 40]);
    expect(day.alone.map(({ modality }) => modality)).toEqual(['heat', 'rgb']);
    expect(day.conditions).toHaveLength(3);
    expect(day.miou.clusters).toBe(40);
    expect(JSON.stringify(analysis.verdict.models)).toContain('Recorded at night');
  });

  it('sets a shared budget beside all of it on the one input where that takes most', () => {
    const [onRgb, , onBoth] = analysis.segmentation?.models[0].conditions ?? [];
    expect(onBoth.split?.single).toBe(onRgb.title);
    expect(onBoth.split?.estimate.low).toBeGreaterThan(0);
    expect(onRgb.split).toBeNull();
  });

  it('draws samples under the worst attack of one input, from the most pixels lost to the least', () => {
    const [chosen] = choosePixels(input.run, input.records);
    expect([chosen.cell.id, chosen.records.length]).toEqual(['attack-0', 4]);
    const lost = chosen.records.map(lostShare);
    expect(lost).toEqual([...lost].sort((a, b) => b - a));
    const views = samplesToShow(input.run, input.records).map((id): SampleView => {
      const pixels = btoa('\0'.repeat(20));
      const picture = { kind: 'image' as const, height: 4, width: 5, channels: 1, pixels };
      const values = { rgb: picture, heat: picture };
      return { id, row: 0, split: 'test', label: 0, group: id, values, mask: classMap(truth) };
    });
    const context = contextOf({ ...input, analysis, names: new Map(), notes: '', decisions: [], views });
    const section = samplesSection(context);
    const cards = section?.blocks.find((block) => block.kind === 'pixels');
    expect(cards?.legends[0].entries.map(({ name }) => name)).toEqual(['background', 'person']);
    expect(cards?.cards).toHaveLength(4);
    expect(cards?.cards[0].pictures.map(({ caption }) => caption)).toEqual([
      'rgb',
      'heat',
      'true classes',
      'answered before',
      'answered after',
      'changes',
    ]);
    expect(cards?.cards[0].note).toMatch(/^IoU of this sample: background \d.* → .*, person /u);
  });

  it('has a report that says nothing of answers for samples', () => {
    const run = { ...input, analysis, names: new Map(), notes: '', decisions: [], views: [] };
    const createdAt = '2026-01-06T10:00:00.000Z';
    const report = buildReport({ runs: [run], analyst: '', without: [], units: 'percent', createdAt });
    const ids = report.parts[0].sections.map(({ id }) => id);
    expect(ids).toEqual(['verdict', 'limits', 'flags', 'threat-model', 'system', 'method', 'segmentation']);
    const text = JSON.stringify(report.parts);
    for (const said of [
      'falls below a single sensor',
      'What does every pixel show?',
      'scene (40 different)',
      'as many wrong pixels as possible',
      'Every sample was attacked',
    ]) {
      expect(text).toContain(said);
    }
    for (const meant of ['Broken in most', 'Samples answered wrongly', 'Removals from', 'Decoupling', 'word vectors']) {
      expect(text).not.toContain(meant);
    }
  });

  it('writes the counts of every class into its CSV', () => {
    const [header, first] = runCsv(input).split('\r\n');
    expect(header).toContain('untouched_true_positives');
    expect(first).toContain('10 10');
  });
});

it('gives no verdict on an attack that changes logits at radius zero, and warns of one that noise outdoes', () => {
  const unsound = analyse(pixelRun({ fused: 1, rgb: 3, heat: 2, onRgb: 7, onHeat: 2, altered: 3 }));
  expect(unsound.verdict.models[0].tone).toBe('void');
  expect(unsound.flags.map(({ check }) => check)).toContain('zero-budget');
  const weak = analyse(pixelRun({ fused: 1, rgb: 3, heat: 2, onRgb: 2, onHeat: 2, noise: 6 }));
  expect(weak.flags.map(({ check }) => check)).toContain('weaker-than-noise');
});

describe('requirements on mIoU', () => {
  const healthy: Wrong = { fused: 1, rgb: 3, heat: 4, onRgb: 5, onHeat: 2, onBoth: 4 };
  const answersTo = (asked: object, wrong: Wrong = healthy) =>
    analyse(pixelRun({ ...wrong, requirements: [{ comparison: 'at-least', ...asked }] })).requirements;

  it('are met, not met or inconclusive by the whole interval, of the confidence given', () => {
    const clean = answersTo({ measure: 'miou', threshold: 0.7 })[0];
    expect(clean).toMatchObject({ answer: 'met', unit: 'percent', modelTitle: 'both' });
    expect(clean.statement).toBe('clean mIoU, at least 70\u00a0% at 95 % confidence');
    const { models } = analyse(pixelRun(healthy)).segmentation!;
    // The same interval as where the figure stands by itself.
    expect(clean.estimate).toEqual(models[0].miou);
    const narrow = answersTo({ measure: 'miou', threshold: 0.7, confidence: 0.5 })[0].estimate;
    expect(narrow.low).toBeGreaterThan(clean.estimate.low!);
    expect(answersTo({ measure: 'miou', threshold: 0.95 })[0].answer).toBe('not-met');
    expect(answersTo({ measure: 'miou', threshold: clean.estimate.value! })[0].answer).toBe('inconclusive');
  });

  it('under an attack speak of each of its budgets, the least favourable first', () => {
    const [on] = answersTo({ measure: 'robust-miou', attack: 0, threshold: 0.65 });
    expect(on.answer).toBe('not-met');
    expect(on.estimate).toEqual(analyse(pixelRun(healthy)).segmentation!.models[0].conditions[0].miou);
    expect(on.statement).toContain('robust mIoU under PGD-20 l∞ · rgb 0.03');
    expect(answersTo({ measure: 'robust-miou', attack: 0, budget: 1, threshold: 0.65 })[0]).toMatchObject({
      answer: 'met',
      note: expect.stringContaining('Met against this attack') as string,
    });
  });

  it('are not met by a model that is void, whose attack changed something at radius zero, or by half a run', () => {
    const asked = { measure: 'robust-miou', attack: 0, budget: 1, threshold: 0.5 };
    expect(answersTo(asked, { ...healthy, again: 1 })[0].answer).toBe('inconclusive');
    const input = pixelRun({ ...healthy, requirements: [{ comparison: 'at-least', ...asked }] });
    const half = analyse({ ...input, records: input.records.slice(0, -6) }).requirements[0];
    expect(half).toMatchObject({
      answer: 'inconclusive',
      note: expect.stringContaining('474 of the 480 records') as string,
    });
  });

  it('are not met where an attack that does no more leaves less', () => {
    const attacks = [
      { name: 'pgd', norm: 'linf', budgets: [{ rgb: 0.03 }] },
      { name: 'fgsm', norm: 'linf', budgets: [{ rgb: 0.03 }] },
    ];
    const asked = { measure: 'robust-miou', attack: 0, threshold: 0.5 };
    const [answer] = answersTo(asked, { ...healthy, onRgb: 2, onHeat: 7, attacks });
    expect(answer.answer).toBe('inconclusive');
    expect(answer.note).toContain('which does no more than the attack asked about, comes to');
  });

  it('ask for the single-source gap in mIoU, and have no answer of other measures', () => {
    const [gap] = answersTo({ measure: 'single-source-gap', attack: 0, budget: 0, threshold: 0 });
    const own = analyse(pixelRun(healthy)).segmentation!.models[0].conditions[0].gap!;
    expect(gap.estimate.value).toBe(own.estimate.value);
    expect(gap).toMatchObject({ unit: 'points', answer: 'not-met' });
    expect(answersTo({ measure: 'accuracy', threshold: 0 })[0].note).toBe('Nothing was measured that could answer it.');
  });
});
