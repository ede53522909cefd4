import { spawnSync } from 'node:child_process';
import { copyFile, cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DiskEstimate } from '../../src/analysis/disk-estimate';
import { startEngine } from '../../src/host/engine-client';
import { ModelDescription } from '../../src/shared/models/model-description';
import { StudyPlan, type Expansion, type StudyPlanInput } from '../../src/shared/plan/plan';
import { parsePlan, planText } from '../../src/shared/plan/plan-file';
import { RunSummary } from '../../src/shared/runs/run';
import { stretch } from '../support/stretch';
import { tinyLab } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';
import { askCli } from './ask-cli';
import { runCli, startCli, type CliResult } from './run-cli';
import { writers } from './writers';

let folder: string;
let lab: string;
let first: CliResult;

// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

/** A requirement that cannot be met, so that its exit code can be seen. */
const strict = tinyPlan({
  requirements: [{ measure: 'accuracy', comparison: 'at-most', threshold: 0 }],
});

/** Of the first run alone there are two: others are sooner warm. */
const oneWorker = ['--workers', '1'] as const;
const cli = (...args: readonly string[]): Promise<CliResult> => askCli(args, folder);
const program = (...args: readonly string[]): Promise<CliResult> => runCli(args, folder);

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'muroan-cli-')));
  lab = await tinyLab(path.join(folder, 'muroan-lab'));
  await writeFile(path.join(folder, 'study.json'), JSON.stringify(tinyPlan()));
  await writeFile(path.join(folder, 'strict.json'), JSON.stringify(strict));
  first = await program('study', 'run', 'study.json', '--json', '--workers', '2');
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('study run', () => {
  it('prints nothing but the result on standard output, and progress as plain lines on the other', () => {
    expect(first.code).toBe(0);
    const result = JSON.parse(first.out) as { run: unknown; analysis: { run: { complete: boolean } } };
    expect(RunSummary.parse(result.run)).toMatchObject({ state: 'finished', name: 'Tiny study' });
    expect(result.analysis.run.complete).toBe(true);
    expect(first.err).toMatch(/^training: .+ 100 % \(4 of 4 models\), done/m);
    expect(first.err).toMatch(/^attack: .+ done/m);
    expect(first.err).not.toMatch(control);
  });

  it('tells by its exit code that a requirement is not met, after all the work', async () => {
    const { code, out } = await program('study', 'run', 'strict.json', ...oneWorker);
    expect(out).toContain('not met');
    expect(out).toMatch(/Next: muroan report \S+ --html report\.html$/m);
    expect(out).not.toMatch(control);
    expect(code).toBe(7);
  });
});

describe('what is said about runs and models', () => {
  it('lists, shows and states them alike for people and programs', async () => {
    const runs = RunSummary.array().parse(JSON.parse((await cli('runs', 'list', '--json')).out));
    expect(runs.length).toBeGreaterThanOrEqual(1);
    const [newest] = runs;
    const table = (await cli('runs', 'list')).out;
    expect(table).toContain(newest.id.slice(0, 12));
    expect((await cli('study', 'status', newest.id)).out).toContain('finished; see  muroan runs show');
    const shown = await cli('runs', 'show', newest.id.slice(0, 12));
    expect(shown.out).toContain(newest.id);
    expect(shown.out).toContain('Tiny study');
    const models = ModelDescription.array().parse(JSON.parse((await cli('model', 'list', '--json')).out));
    expect(models).toHaveLength(4);
    const model = await cli('model', 'show', models[0].id.slice(0, 8));
    expect(model.out).toContain(models[0].title);
    expect(model.out).toContain('validation loss');
  });

  it('calls a model what somebody called it, until the name is taken away', async () => {
    const [{ id, title }] = ModelDescription.array().parse(JSON.parse((await cli('model', 'list', '--json')).out));
    const named = await cli('model', 'rename', id.slice(0, 12), 'Baseline of May');
    expect(named.out.trim()).toBe(`Model ${id.slice(0, 12)} (${title}) is called "Baseline of May" now.`);
    expect((await cli('model', 'list')).out).toContain('Baseline of May');
    const shown = (await cli('model', 'show', 'Baseline of May')).out;
    expect(shown).toContain(id.slice(0, 12));
    expect(shown).toContain(title);
    expect(JSON.parse((await cli('model', 'show', id, '--json')).out)).toMatchObject({ id, name: 'Baseline of May' });
    expect((await cli('model', 'rename', 'Baseline of May', '--clear')).code).toBe(0);
    expect((await cli('model', 'list')).out).not.toContain('Baseline of May');
  });

  it('draws an attack without a control character, and as JSON', async () => {
    const models = ModelDescription.array().parse(JSON.parse((await cli('model', 'list', '--json')).out));
    const fused = models.find(({ spec }) => Object.keys(spec.recipe.encoders).length === 2)!;
    const drawn = await cli('attack', fused.id.slice(0, 12), '--steps', '5', ...oneWorker);
    expect(drawn.code).toBe(0);
    expect(drawn.out).toContain('Search: one removal at a time');
    expect(drawn.out).not.toMatch(control);
    const sample = /^Sample (\S+)$/m.exec(drawn.out)![1];
    const unimodal = models.find(({ spec }) => Object.keys(spec.recipe.encoders).join() === 'image')!;
    expect((await cli('attack', unimodal.id, '--steps', '5', ...oneWorker)).code).toBe(0);
    const traced = await cli('attack', fused.id, '--sample', sample, '--modality', 'text', '--json', ...oneWorker);
    const trace = JSON.parse(traced.out) as { sample: { id: string }; steps: { regions: { kind: string }[] }[] };
    expect(trace.sample.id).toBe(sample);
    expect(trace.steps.flatMap(({ regions }) => regions.map(({ kind }) => kind))).not.toContain('image');
  });

  it('compares a run with itself and finds no difference; with another plan it warns', async () => {
    const { run } = JSON.parse(first.out) as { run: RunSummary };
    const same = await cli('runs', 'compare', run.id, run.id, '--json');
    const { comparison, warnings } = JSON.parse(same.out) as {
      comparison: { models: { sameModel: boolean; attacks: { robustAccuracy: { value: number; low: number } }[] }[] };
      warnings: string[];
    };
    expect(warnings[0]).toContain('same run twice');
    // The tiny models learn nothing in two epochs, and that is said of each.
    expect(warnings.slice(1).every((warning) => warning.startsWith('VOID: '))).toBe(true);
    expect(comparison.models).toHaveLength(2);
    for (const { sameModel, attacks } of comparison.models) {
      expect(sameModel).toBe(true);
      expect(attacks).toHaveLength(3);
      for (const { robustAccuracy } of attacks)
        expect(robustAccuracy).toMatchObject({ value: 0, low: null, high: null });
    }
    const other = tinyPlan({
      data: { dataset: 'tiny', selection: { count: 12 } },
      attacks: [
        { name: 'decoupling', modalities: ['image', 'text'], maxQueries: 5, randomRemovals: 1 },
        { name: 'pgd', steps: 3, randomNoises: 1, budgets: [{ image: 0.05 }] },
      ],
      microBatch: 6,
    });
    await writeFile(path.join(folder, 'other.json'), JSON.stringify(other));
    expect((await cli('study', 'run', 'other.json', '--json', ...oneWorker)).code).toBe(0);
    const { out } = await cli('runs', 'compare', run.id, 'last');
    expect(out).toContain('12 common samples');
    expect(out).toContain('Samples differ: 20 and 12, of which 12 are in both.');
    expect(out).toContain('parameters differ in max queries: 20 and 5.');
    expect(out).toContain('parameters differ in steps: 2 and 3.');
    expect(out).toContain('Micro-batch sizes differ: 8 and 6.');
    expect(out).toContain('In one run only, so left out: attack PGD');
  });
});

describe('study cite', () => {
  it('writes the papers of a plan, and the same of its run', async () => {
    const ofPlan = await cli('study', 'cite', 'study.json');
    expect(ofPlan.out).toMatch(/^@misc\{vishwamitra2021understanding,\n {2}author = \{Vishwamitra, Nishant and /u);
    const { run } = JSON.parse(first.out) as { run: RunSummary };
    const ofRun = await cli('study', 'cite', run.id, '--out', 'methods.bib');
    expect(ofRun.out).toMatch(/methods\.bib: \d+ papers$/mu);
    expect(await readFile(path.join(folder, 'methods.bib'), 'utf8')).toBe(ofPlan.out);
    expect((await cli('study', 'cite', run.id, '--out', 'methods.bib')).code).toBe(2);
  });
});

describe('runs export', () => {
  it('writes records under the name of the study, the same each time, and over nothing unless forced', async () => {
    const { run } = JSON.parse(first.out) as { run: RunSummary };
    const one = await program('runs', 'export', run.id, '--as', 'parquet', '--json');
    expect(one.code).toBe(0);
    const written = JSON.parse(one.out) as { file: string; records: number; bytes: number };
    expect(written).toMatchObject({ records: run.records, runs: [run.id] });
    expect(path.basename(written.file)).toBe(`tiny-study-${run.id.slice(0, 12)}-records.parquet`);
    const bytes = await readFile(written.file);
    expect(bytes).toHaveLength(written.bytes);
    const again = await cli('runs', 'export', run.id, '--as', 'parquet');
    expect(again.code).toBe(2);
    expect(again.err).toContain(`${written.file}: is there already. Give another name, or --force to write over it.`);
    expect((await cli('runs', 'export', run.id, '--as', 'parquet', '--force')).code).toBe(0);
    expect((await readFile(written.file)).equals(bytes)).toBe(true);
    const csv = await cli('runs', 'export', run.id, '--as', 'csv', '--out', 'e/records.csv');
    expect(csv.out).toMatch(/^Wrote .+records\.csv: [\d,]+ records, \d+ columns, /u);
    expect(readdirSync(path.join(folder, 'e'))).toEqual(['records.csv']);
    const lines = (await readFile(path.join(folder, 'e', 'records.csv'), 'utf8')).trimEnd().split('\r\n');
    expect(lines).toHaveLength(run.records + 1);
    const twice = await cli('runs', 'export', run.id, run.id, '--as', 'csv', '--out', 'e/two.csv');
    expect(twice.err).toBe(`error: run ${run.id}: is named twice. Name each run once.\n`);
    expect(readdirSync(path.join(folder, 'e'))).toEqual(['records.csv']);
  });
});

describe('runs samples', () => {
  it('writes a folder as a whole: files, their manifest, nothing else', async () => {
    const { run } = JSON.parse(first.out) as { run: RunSummary };
    const one = await program('runs', 'samples', run.id, '--out', 'samples', '--json');
    expect(one.err).not.toContain('error');
    const written = JSON.parse(one.out) as { files: number; samples: number };
    const names = readdirSync(path.join(folder, 'samples'), { recursive: true, withFileTypes: true });
    expect(names.filter((entry) => entry.isFile())).toHaveLength(written.files);
    const json = await readFile(path.join(folder, 'samples', 'manifest.json'), 'utf8');
    expect((JSON.parse(json) as { samples: unknown[] }).samples).toHaveLength(written.samples);
    expect(readdirSync(folder).filter((name) => name.includes('.tmp'))).toEqual([]);
    const again = await cli('runs', 'samples', run.id, '--out', 'samples');
    expect(again.err).toContain('samples: is there already, and not empty. Name a folder that is not there yet.');
  });
});

/** What the example in the documentation needs; where checks run, it must be there. */
const hasPandas = spawnSync('python3', ['-c', 'import pandas, pyarrow']).status === 0;

describe.skipIf(!hasPandas && process.env.MUROAN_CI !== '1')('docs/read_results.py', () => {
  it('reads records, attacked samples and weights, and finds the formats to agree', async () => {
    const { run } = JSON.parse(first.out) as { run: RunSummary };
    for (const as of ['csv', 'json', 'parquet']) {
      expect((await cli('runs', 'export', run.id, '--as', as, '--out', `py/records.${as}`)).code).toBe(0);
    }
    expect((await cli('runs', 'samples', run.id, '--out', 'py/samples')).code).toBe(0);
    const [model] = readdirSync(path.join(lab, 'models'));
    const given = ['py/records', 'py/samples', path.join(lab, 'models', model, 'weights.safetensors')];
    const read = spawnSync('python3', [path.resolve('docs/read_results.py'), ...given], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(read.stderr).toBe('');
    expect(read.stdout).toMatch(new RegExp(`^${String(run.records)} records, \\d+ columns, \\d+ tensors$`, 'mu'));
    const without = spawnSync('python3', [path.resolve('docs/read_results.py'), ...given.slice(0, 2)], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(without.stdout).toMatch(new RegExp(`^${String(run.records)} records, \\d+ columns$`, 'mu'));
  });
});

describe('report', () => {
  it('writes HTML and JSON, a list where several runs are named', async () => {
    const { run } = JSON.parse(first.out) as { run: RunSummary };
    const one = await program('report', run.id, '--html', 'r/report.html', '--json', 'r/r.json');
    expect(one.code).toBe(0);
    expect(one.out.trimEnd().split('\n')).toHaveLength(2);
    expect(existsSync(path.join(folder, 'r', 'report.html.sha256'))).toBe(true);
    const html = await readFile(path.join(folder, 'r', 'report.html'), 'utf8');
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toContain('Tiny study');
    const json = JSON.parse(await readFile(path.join(folder, 'r', 'r.json'), 'utf8')) as { plan: unknown };
    expect(StudyPlan.parse(json.plan).name).toBe('Tiny study');
    const two = await cli('report', run.id, 'last', '--json', 'two/r.json');
    expect(two.code).toBe(0);
    expect(readdirSync(path.join(folder, 'two'))).toHaveLength(1);
    expect(JSON.parse(await readFile(path.join(folder, 'two', 'r.json'), 'utf8'))).toHaveLength(2);
  });

  it('writes over nothing that is there unless forced', async () => {
    const kept = path.join(folder, 'kept.html');
    await writeFile(kept, 'notes');
    const refused = await cli('report', 'last', '--pdf', 'new.pdf', '--html', 'kept.html');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(`${kept}: is there already. Give another name, or --force to write over it.`);
    expect(await readFile(kept, 'utf8')).toBe('notes');
    expect(existsSync(path.join(folder, 'new.pdf'))).toBe(false);
    expect((await cli('report', 'last', '--html', 'kept.html', '--force')).code).toBe(0);
    expect(await readFile(kept, 'utf8')).toMatch(/^<!doctype html>/);
  });
});

describe('a command that writes what a person names', () => {
  it.each(Object.entries(writers))('leaves what is there as it is: %s', async (_command, argsOf) => {
    const kept = path.join(folder, 'there.onnx');
    await writeFile(kept, 'notes');
    const refused = await cli(...argsOf('there.onnx', folder));
    expect(refused.err).toBe(`error: ${kept}: is there already. Give another name, or --force to write over it.\n`);
    expect(refused.code).toBe(2);
    expect(await readFile(kept, 'utf8')).toBe('notes');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('study init and check', () => {
  it('writes a plan that its own check takes and that holds every field', async () => {
    const made = await cli('study', 'init', 'made.json', '--data', 'tiny', '--fusion', 'late', '--samples', '10');
    expect(made.code).toBe(0);
    const written = await readFile(path.join(folder, 'made.json'), 'utf8');
    expect(written).toBe(planText(parsePlan(JSON.parse(written), 'plan')));
    const checked = await cli('study', 'check', 'made.json');
    expect(checked.out).toContain('late');
    expect(checked.out).toContain('warning: plan.data.selection.count: is 10.');
    expect(checked.out).toContain('The plan can be run, with the doubts above. Next: muroan study run made.json');
    expect(checked.out).toMatch(/^disk +about \S+ \S+ of records, as earlier runs here; \S+ \S+ of new weights$/m);
  });

  it('writes a plan of models that the lab has, which trains nothing', async () => {
    const models = ModelDescription.array().parse(JSON.parse((await cli('model', 'list', '--json')).out));
    const fused = models.filter(({ spec }) => spec.seed === 0 && Object.keys(spec.recipe.encoders).length > 1);
    const named = fused.flatMap(({ id }) => ['--model', id.slice(0, 12)]);
    const made = await cli('study', 'init', 'of-models.json', ...named, '--samples', '10');
    expect(made.out).toMatch(
      new RegExp(`^Wrote of-models.json: ${String(fused.length)} subjects, \\d+ attacks\\.$`, 'm'),
    );
    const checked = await cli('study', 'check', 'of-models.json', '--json');
    const { expansion, disk } = JSON.parse(checked.out) as { expansion: Expansion; disk: DiskEstimate };
    expect(new Set(expansion.trainedModels)).toEqual(new Set(models.map(({ id }) => id)));
    expect(disk.weights).toBe(0);
    expect(checked.code).toBe(0);
  });

  it('lists noise at each of its levels, and missing inputs', async () => {
    const degradations: StudyPlanInput['degradations'] = [
      { name: 'missing', modalities: ['text'], by: 'shuffled' },
      { name: 'noise', modalities: ['image'], levels: [0.25, 0.75] },
    ];
    await writeFile(path.join(folder, 'failing.json'), JSON.stringify(tinyPlan({ degradations })));
    const { out } = await cli('study', 'check', 'failing.json');
    expect(out).toMatch(/^degradations +2 degradations, 3 levels$/m);
    for (const line of [
      'Without text \\(shuffled\\) +text',
      'Noise 0.25 on image +image',
      'Noise 0.75 on image +image',
    ]) {
      expect(out).toMatch(new RegExp(`^${line}$`, 'm'));
    }
    const listed = JSON.parse((await cli('study', 'check', 'failing.json', '--json')).out) as object;
    expect(listed).toMatchObject({ degradations: [{ level: 1 }, { level: 0.25 }, { level: 0.75 }] });
  });

  it('estimates the disk from earlier runs and the weights that are not there yet', async () => {
    const check = async (name: string): Promise<{ readonly disk: DiskEstimate; readonly expansion: Expansion }> =>
      JSON.parse((await cli('study', 'check', name, '--json')).out) as never;
    const models = ModelDescription.array().parse(JSON.parse((await cli('model', 'list', '--json')).out));
    const trained = models.filter(({ spec }) => spec.seed === 0);
    expect((await check('study.json')).disk).toMatchObject({ measured: true, weights: 0 });
    await writeFile(path.join(folder, 'seed.json'), JSON.stringify(tinyPlan({ seeds: [1] })));
    const { disk, expansion } = await check('seed.json');
    // The same recipes on the same rows: the same numbers of weights, each four bytes.
    expect(disk.weights).toBe(4 * trained.reduce((sum, { parameters }) => sum + parameters, 0));
    expect(disk.records).toBeGreaterThan(100 * expansion.records);
    expect(disk.records).toBeLessThan(10_000 * expansion.records);
  });
});

describe('a lab folder in use, damaged, or left behind', () => {
  it('is locked for a second writer, not for readers', async () => {
    const engine = await startEngine({ lab });
    try {
      await engine.request('data.prepare', { dataset: 'caption-match' }).catch(() => undefined);
      const second = await program('study', 'run', 'study.json');
      expect(second.code).toBe(4);
      expect(second.err).toContain(`process ${String(engine.pid)}`);
      expect((await cli('runs', 'list')).code).toBe(0);
    } finally {
      await engine.close();
    }
  }, 120_000);

  it('says which line of a record file is damaged, and repairs it on request', async () => {
    const { run } = JSON.parse(first.out) as { run: RunSummary };
    const copy = path.join(folder, 'damaged');
    await cp(lab, copy, { recursive: true });
    const records = path.join(copy, 'runs', run.id, 'records.jsonl');
    const lines = (await readFile(records, 'utf8')).split('\n');
    lines[4] = lines[4].replace('"row":', '"rwo":');
    await writeFile(records, lines.join('\n'));
    const shown = await program('runs', 'show', run.id, '--lab', 'damaged');
    expect(shown.code).toBe(5);
    expect(shown.err).toBe(
      `error: ${records}, line 5: has a wrong checksum; the record is damaged. Give \`muroan study resume ${run.id} --repair\`: damaged lines are set aside in records.damaged.jsonl and their samples computed again.\n`,
    );
    const repaired = await cli('study', 'resume', run.id, '--repair', '--json', '--lab', 'damaged', ...oneWorker);
    expect(repaired.code).toBe(0);
    const { analysis } = JSON.parse(repaired.out) as { analysis: unknown };
    const before = (JSON.parse(first.out) as { analysis: unknown }).analysis;
    expect(analysis).toEqual(before);
  });

  it.each([
    ['a changed plan', 5, 'holds another plan', (text: string) => text.replace('"maxQueries": 20', '"maxQueries": 40')],
    ['a broken description', 5, 'is not valid JSON', (text: string) => text.slice(0, 99)],
    [
      'a newer format',
      2,
      'written by a newer MUROAN Lab',
      (text: string) => text.replace('"formatVersion": 1', '"formatVersion": 2'),
    ],
  ])('does not pass over a run with %s', async (title, code, problem, change) => {
    const { run } = JSON.parse(first.out) as { run: RunSummary };
    const name = title.replaceAll(' ', '-');
    const copy = path.join(folder, name);
    await cp(path.join(lab, 'runs', run.id), path.join(copy, 'runs', run.id), { recursive: true });
    await copyFile(path.join(lab, 'lab.json'), path.join(copy, 'lab.json'));
    const file = path.join(copy, 'runs', run.id, 'run.json');
    await writeFile(file, change(await readFile(file, 'utf8')));
    const listed = await cli('runs', 'list', '--lab', name);
    expect(listed.err).toContain(`warning: ${file}: ${title === 'a newer format' ? 'has' : problem}`);
    expect(listed.out).toBe('1 run in this lab folder, none of which can be read; see the warnings.\n');
    for (const given of ['last', run.id.slice(0, 12)]) {
      const report = await cli('report', given, '--lab', name);
      expect(report.err).toContain(problem);
      expect(report.code).toBe(code);
    }
  });

  it('says what is wrong with a model that cannot be read, whoever asks for it', async () => {
    const copy = path.join(folder, 'broken-model');
    await cp(path.join(lab, 'models'), path.join(copy, 'models'), { recursive: true });
    await copyFile(path.join(lab, 'lab.json'), path.join(copy, 'lab.json'));
    const [id] = readdirSync(path.join(copy, 'models'));
    await writeFile(path.join(copy, 'models', id, 'model.json'), '{');
    const shown = await cli('model', 'show', id.slice(0, 12), '--lab', 'broken-model');
    expect(shown.err).toContain('model.json: is not valid JSON; the file is damaged.');
    expect(shown.code).toBe(5);
    expect((await cli('model', 'show', 'dead00', '--lab', 'broken-model')).code).toBe(3);
  });

  it('stops within a second of Ctrl+C, says how to go on, and goes on to the same numbers', async () => {
    const fresh = path.join(folder, 'stopped');
    await cp(path.join(lab, 'data'), path.join(fresh, 'data'), { recursive: true });
    await copyFile(path.join(lab, 'lab.json'), path.join(fresh, 'lab.json'));
    const running = startCli(['study', 'run', 'study.json', '--lab', 'stopped'], folder);
    await waitFor(() => existsSync(path.join(fresh, 'runs')) && running.errSoFar().includes('training:'));
    const at = Date.now();
    running.child.kill('SIGINT');
    const stopped = await running.result;
    expect(Date.now() - at).toBeLessThan(2_000 * stretch);
    expect(stopped.code).toBe(130);
    expect(stopped.err).toMatch(/Cancelled\. .* Go on with: muroan study resume \S+ --lab stopped\n$/);
    expect((await cli('study', 'status', '--lab', 'stopped')).out).toContain('cancelled');
    const resumed = await cli('study', 'resume', '--json', '--lab', 'stopped', ...oneWorker);
    expect(resumed.code).toBe(0);
    const numbers = (result: CliResult): unknown =>
      (JSON.parse(result.out) as { analysis: { subjects: unknown } }).analysis.subjects;
    expect(numbers(resumed)).toEqual(numbers(first));
  }, 120_000);
});

async function waitFor(condition: () => boolean): Promise<void> {
  const end = Date.now() + 60_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error('It did not come about within a minute.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
