/** Attacked samples as files: what stands in them is what the model was asked about, whatever attacked it. */
import { createHash } from 'node:crypto';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { decode } from 'fast-png';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportSamples } from '../../../src/analysis/samples/export-samples';
import { predictSamples } from '../../../src/engine/attacks/outputs';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Dataset } from '../../../src/engine/data/dataset';
import { askStored } from '../../../src/engine/evaluation/ask-stored';
import { encodeValues } from '../../../src/engine/files/stored-values';
import { openLabDataset } from '../../../src/engine/lab/datasets';
import { Lab } from '../../../src/engine/lab/lab';
import { layout, runFiles } from '../../../src/engine/lab/layout';
import { listModels } from '../../../src/engine/lab/models';
import { readRun, readRunManifest } from '../../../src/engine/lab/runs';
import { loadModel } from '../../../src/engine/models/load';
import { sampleFiles, type AttackedRecord } from '../../../src/engine/server/sample-files';
import type { JobPool } from '../../../src/engine/study/job-pool';
import type { Job, JobResult, JobUpdate } from '../../../src/engine/worker/job';
import { runChecked } from '../../../src/engine/worker/run-checked';
import { JobRunner } from '../../../src/engine/worker/run-job';
import type { LabConnection } from '../../../src/shared/lab-channel/lab-connection';
import type { Result } from '../../../src/shared/protocol';
import { isAltered, type SampleRecord } from '../../../src/shared/records/record';
import { runStudy } from '../../support/study-runs';
import { sharedFolder } from '../../support/temporary-folder';
import { recordsOf, tinyLab } from '../../support/tiny-lab';
import { tinyPlan } from '../../support/tiny-study';

const runner = new JobRunner(0);
/** Device workers in this thread. */
const pool: JobPool = {
  size: 1,
  info: () => ({ kind: 'wasm', hardware: 'this thread' }),
  run: async <Some extends Job>(
    job: Some,
    { onUpdate = () => undefined }: { onUpdate?: (update: JobUpdate) => void },
  ) => (await runChecked(runner, job, () => Promise.resolve(), onUpdate)) as Extract<JobResult, { kind: Some['kind'] }>,
};
const pause = (): Promise<void> => Promise.resolve();

interface Done {
  readonly folder: string;
  readonly shown: Result<'runs.show'>;
  readonly dataset: Dataset;
  readonly records: readonly SampleRecord[];
}

async function done(storedInputs: number): Promise<Done> {
  const folder = await tinyLab(path.join(shared.folder, 'lab'));
  const lab = new Lab(folder);
  const none = (): void => undefined;
  const whole = tinyPlan({
    storedInputs,
    attacks: [
      {
        name: 'decoupling',
        modalities: ['image', 'text'],
        maxQueries: 20,
        randomRemovals: 1,
        fills: { image: 'noise', text: 'mask' },
      },
      { name: 'pgd', steps: 2, randomNoises: 1, budgets: [{ image: 0.05 }, { image: 0.1, text: 0.1 }] },
      { name: 'hotflip', modalities: ['text'], maxEdits: 1, randomEdits: 1 },
    ],
  });
  const [subject] = whole.subjects;
  // Right of most samples: what is answered wrongly is not attacked.
  const plan = { ...whole, subjects: [{ ...subject, training: { ...subject.training, epochs: 15 } }] };
  const summary = await runStudy(plan, {
    lab,
    pool: () => Promise.resolve(pool),
    devices: ['wasm'],
    appVersion: '0.0.0-test',
    predictors: false,
    signal: new AbortController().signal,
    onProgress: none,
    onCurve: none,
    onTrained: none,
    onWarning: none,
  });
  await lab.close();
  const shown = {
    summary,
    description: await readRun(folder, summary.id),
    events: [],
    models: [...(await listModels(folder, none))],
    dataset: await readRunManifest(folder, summary.id),
  };
  const [dataset, records] = [await openLabDataset(folder, 'tiny'), await recordsOf(folder, summary.id)];
  return { folder, shown, dataset, records };
}

function connectionTo({ folder, shown, dataset, records }: Done): LabConnection {
  return {
    request: async (name, params) => {
      if (name === 'runs.records') return { records: [...records], cursor: null } as never;
      const asked = (params as { records: readonly AttackedRecord[] }).records;
      return { samples: await sampleFiles(folder, shown.description, dataset, asked, pause) } as never;
    },
  };
}

async function exported(run: Done, most: number | null = null) {
  const files = new Map<string, Uint8Array>();
  const result = await exportSamples(connectionTo(run), run.shown, {
    most,
    put: (name, bytes) => files.set(name, bytes),
  });
  const manifest = JSON.parse(Buffer.from(files.get('manifest.json')!).toString()) as {
    samples: readonly {
      record: { cell: string; row: number; kind: string; success: boolean };
      files: readonly { file: string; sha256: string; role: string; largestRounding: number | null }[];
    }[];
  };
  return { files, result, manifest };
}

/** Arrays of an NPZ by name, as NumPy would have them. */
function arraysIn(bytes: Uint8Array): Record<string, { shape: number[]; data: Float32Array }> {
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, npy]) => {
      const length = new DataView(npy.buffer, npy.byteOffset).getUint16(8, true);
      const header = Buffer.from(npy.subarray(10, 10 + length)).toString();
      expect((10 + length) % 64).toBe(0);
      const shape = /'shape': \(([^)]*)\)/u
        .exec(header)![1]
        .split(',')
        .map(Number)
        .filter((side) => side > 0);
      expect(header).toContain("'descr': '<f4', 'fortran_order': False");
      return [name.replace(/\.npy$/u, ''), { shape, data: new Float32Array(npy.slice(10 + length).buffer) }];
    }),
  );
}

let shared: Awaited<ReturnType<typeof sharedFolder>>;
let run: Done;
let made: Awaited<ReturnType<typeof exported>>;
beforeAll(async () => {
  await initBackend('wasm');
  shared = await sharedFolder();
  run = await done(12);
  made = await exported(run);
});

afterAll(() => shared.remove());

/** The most samples that a cell has. */
function mostOf(samples: readonly { readonly record: { readonly cell: string } }[]): number {
  return Math.max(...samples.map(({ record }) => samples.filter((one) => one.record.cell === record.cell).length));
}

describe('attacked samples as files', () => {
  it('are of every attack, and the manifest tells of each file and its hash', () => {
    const { files, manifest, result } = made;
    expect(new Set(manifest.samples.map(({ record }) => record.kind))).toEqual(
      new Set(['removal', 'perturbation', 'edit']),
    );
    const listed = manifest.samples.flatMap((sample) => sample.files);
    expect(new Set(listed.map(({ file }) => file)).size).toBe(listed.length);
    expect(files.size).toBe(listed.length + 2);
    expect(result).toMatchObject({ samples: manifest.samples.length, files: files.size });
    for (const { file, sha256 } of listed) {
      expect(createHash('sha256').update(files.get(file)!).digest('hex')).toBe(sha256);
    }
    const csv = Buffer.from(files.get('manifest.csv')!).toString().trimEnd().split('\r\n');
    expect(csv).toHaveLength(listed.length + 1);
    expect(csv[0]).toMatch(/^run,cell,model,attack,kind,sample,.*image_budget.*,file,modality,role,bytes,sha256,/u);
    expect(mostOf(manifest.samples)).toBeLessThanOrEqual(12);
  });

  it('put to the model, give the answers that were recorded', async () => {
    const model = await loadModel(
      layout.model(
        run.folder,
        run.shown.models.find(({ spec }) => 'fusion' in spec.recipe && Object.keys(spec.recipe.encoders).length > 1)!
          .id,
      ),
    );
    let asked = 0;
    for (const { record } of made.manifest.samples) {
      const recorded = run.records.find(({ cell, row }) => cell === record.cell && row === record.row)!;
      const place = `${record.cell}/${String(record.row)}`;
      const arrays = arraysIn(made.files.get(`${place}/values.npz`)!);
      const sample = run.dataset.sample(record.row);
      expect(arrays['image.clean'].data).toEqual(sample.inputs.image);
      expect(arrays['image.clean'].shape).toEqual([8, 8, 1]);
      if (recorded.kind === 'perturbation') {
        const embedded = arrays['text.embedded'] as { shape: number[]; data: Float32Array } | undefined;
        if (embedded !== undefined) expect(embedded.shape).toEqual([3, 8]);
        const values = {
          image: encodeValues(arrays.image.data),
          ...(embedded === undefined ? {} : { text: encodeValues(embedded.data) }),
        };
        const [answer] = await askStored(model, run.dataset, [{ cell: record.cell, row: record.row, values }], pause);
        expect(answer).toBe(recorded.outcome!.attacked.predicted);
      } else if (recorded.kind === 'removal' || recorded.kind === 'edit') {
        const words = made.files.get(`${place}/text.json`);
        const text = words === undefined ? sample.inputs.text : wordsIn(words);
        const image = 'image' in arrays ? arrays.image.data : sample.inputs.image;
        const changed = { ...sample, inputs: { image, text } };
        const { logits } = await predictSamples(model, [changed], 'logits');
        const { attacked } = recorded.kind === 'removal' ? recorded.found! : recorded.outcome!;
        attacked.logits.forEach((logit, at) => {
          expect(isAltered(logits[0][at] - logit, attacked.logits)).toBe(false);
        });
      }
      asked += 1;
    }
    expect(asked).toBeGreaterThan(10);
    model.dispose();
  });

  it('as pictures are off by no more than the manifest says', () => {
    const pictures = made.manifest.samples.flatMap(({ record, files }) =>
      files.filter(({ file }) => file.endsWith('.png')).map((file) => ({ ...file, record })),
    );
    let attacked = 0;
    for (const { file, role, record, largestRounding } of pictures) {
      const arrays = arraysIn(made.files.get(`${record.cell}/${String(record.row)}/values.npz`)!);
      const { data, depth, width, height } = decode(made.files.get(file)!);
      expect([depth, width, height]).toEqual([8, 8, 8]);
      const exact = arrays[role === 'clean' ? 'image.clean' : 'image'].data;
      const off = Array.from(exact, (value, at) => Math.abs(data[at] / 255 - value));
      expect(Math.max(...off)).toBe(largestRounding);
      expect(largestRounding).toBeLessThanOrEqual(0.5 / 255 + 1e-7);
      if (role === 'clean') expect(largestRounding).toBeLessThan(1e-7);
      else attacked += 1;
    }
    expect(attacked).toBeGreaterThan(5);
  });

  it('are the same bytes each time', async () => {
    const again = await exported(run);
    expect([...again.files].map(([name, bytes]) => [name, Buffer.from(bytes).toString('hex')])).toEqual(
      [...made.files].map(([name, bytes]) => [name, Buffer.from(bytes).toString('hex')]),
    );
  });

  it('are as many of each attack as were asked for', async () => {
    const { manifest } = await exported(run, 5);
    expect(mostOf(manifest.samples)).toBeLessThanOrEqual(5);
    expect(manifest.samples.length).toBeLessThan(made.manifest.samples.length);
  });

  it('are counted where they are broken and not written: further on, or not kept', async () => {
    const { summary, description } = run.shown;
    const attacks = new Set(description.expansion.cells.flatMap(({ kind, id }) => (kind === 'attack' ? [id] : [])));
    const first = new Set(description.expansion.rows.slice(0, 3));
    const broken = run.records.filter((record) => {
      if (!attacks.has(record.cell)) return false;
      if (record.kind === 'removal') return record.attacked && record.found !== null;
      return (record.kind === 'perturbation' || record.kind === 'edit') && record.outcome?.success === true;
    });
    const beyond = broken.filter(({ row }) => !first.has(row)).length;
    expect(beyond).toBeGreaterThan(0);
    expect((await exported(run, 3)).result.left).toEqual({ beyond, unkept: 0 });
    const inputs = runFiles.inputs(layout.run(run.folder, summary.id));
    const whole = await readFile(inputs);
    try {
      await writeFile(inputs, '');
      const { manifest, result } = await exported(run, 1000);
      const unkept = broken.filter(({ kind }) => kind === 'perturbation').length;
      expect(unkept).toBeGreaterThan(0);
      expect(result.left).toEqual({ beyond: 0, unkept });
      expect(manifest.samples.every(({ record }) => record.kind !== 'perturbation')).toBe(true);
    } finally {
      await writeFile(inputs, whole);
    }
  });

  it('have no inputs that the model does not read', async () => {
    const { description } = run.shown;
    const cells = description.expansion.cells.map((cell) => {
      if (cell.kind !== 'model' || !('fusion' in cell.spec.recipe)) return cell;
      const { image } = cell.spec.recipe.encoders;
      return { ...cell, spec: { ...cell.spec, recipe: { ...cell.spec.recipe, encoders: { image } } } };
    });
    const shown = { ...run.shown, description: { ...description, expansion: { ...description.expansion, cells } } };
    const named = ({ files }: Awaited<ReturnType<typeof exported>>) => [...files.keys()].join(' ');
    expect(named(made)).toContain('text');
    expect(named(await exported({ ...run, shown }))).not.toContain('text');
  });

  it('leave out what is damaged where it is kept', async () => {
    const inputs = runFiles.inputs(layout.run(run.folder, run.shown.summary.id));
    const whole = await readFile(inputs);
    try {
      const spoilt = Buffer.from(whole);
      spoilt[spoilt.indexOf('\n') - 10] ^= 1;
      await writeFile(inputs, spoilt);
      await appendFile(inputs, '00000000 {"cell":"');
      const { manifest } = await exported(run);
      expect(manifest.samples).toHaveLength(made.manifest.samples.length - 1);
    } finally {
      await writeFile(inputs, whole);
    }
  });

  it('are refused of other data than the run was computed on', async () => {
    const { manifest } = run.dataset;
    const other: Done = { ...run, dataset: { ...run.dataset, manifest: { ...manifest, hash: '0'.repeat(64) } } };
    await expect(exported(other)).rejects.toMatchObject({
      code: 'conflict',
      where: 'data set tiny',
      message: 'is other data by now than the run was computed on.',
    });
  });

  it('are missed with the reason where a run has none', async () => {
    const bare = {
      ...run.shown,
      description: { ...run.shown.description, plan: { ...run.shown.description.plan, storedInputs: 0 } },
    };
    await expect(exported({ ...run, shown: bare, records: [] })).rejects.toMatchObject({
      code: 'not-found',
      remedy: 'Run the study again with "storedInputs" above 0.',
    });
    await expect(exported({ ...run, records: [] })).rejects.toMatchObject({ code: 'not-found' });
  });
});

function wordsIn(bytes: Uint8Array): readonly string[] {
  return JSON.parse(Buffer.from(bytes).toString()) as string[];
}
