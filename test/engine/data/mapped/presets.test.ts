import { readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode as encodePng } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import { expect, it } from 'vitest';
import { importMapped } from '../../../../src/engine/data/importers/mapped/import-mapped';
import { presetOf, presets } from '../../../../src/engine/data/importers/mapped/presets/registry';
import { layoutOf } from '../../../../src/engine/data/importers/registry';
import { openDataset } from '../../../../src/engine/data/open';
import type { DatasetManifest, ImportReport } from '../../../../src/shared/data/dataset';
import { temporaryFolder } from '../temporary-folder';
import { npy, npyOf } from './arrays';
import { writeFiles, type Files } from './source-folder';

const folder = temporaryFolder();

const jpeg = (level: number): Uint8Array =>
  encodeJpeg({ width: 12, height: 10, data: Buffer.alloc(480, level) }, 90).data;
const fourChannels = (heat: number): Uint8Array =>
  encodePng({
    width: 16,
    height: 12,
    channels: 4,
    data: Uint8Array.from({ length: 768 }, (_, at) => (at % 4 === 3 ? heat : 40)),
  });
const millimetres = (value: number): Uint8Array =>
  encodePng({ width: 16, height: 12, channels: 1, depth: 16, data: new Uint16Array(192).fill(value) });
const twoHalves = (left: number, right: number): Uint8Array =>
  encodePng({
    width: 32,
    height: 12,
    channels: 3,
    data: Uint8Array.from({ length: 3 * 384 }, (_, at) => (Math.floor(at / 3) % 32 < 16 ? left : right)),
  });
const classes = (value: number): Uint8Array =>
  encodePng({ width: 16, height: 12, channels: 1, data: new Uint8Array(192).fill(value) });
const each = <Value>(count: number, of: (at: number) => Value): Value[] =>
  Array.from({ length: count }, (_, at) => of(at));
const filesOf = (count: number, of: (at: number) => readonly [string, string | Uint8Array]): Files =>
  Object.fromEntries(each(count, of));
const numbers = (count: number): number[] => each(count, (at) => ((at * 7) % 11) / 10);
const labels = (count: number): Buffer =>
  npyOf('<i8', [count], Buffer.from(BigInt64Array.from(each(count, (at) => BigInt(at % 2))).buffer));
const csv = (rows: number, columns: number, step: number): string =>
  each(rows, (row) => each(columns, (column) => String(row * step + column)).join(',')).join('\n');

const allOf = (entries: readonly (readonly [string, string | Uint8Array])[]): Files => Object.fromEntries(entries);

interface Layout {
  readonly title: string;
  readonly files: Files;
  readonly imported: number;
  readonly expected: object;
}

/** Small folders of exactly the published layouts. */
const layouts: readonly Layout[] = [
  {
    title: 'UPMC Food-101',
    files: {
      'texts/train_titles.csv': each(
        4,
        (at) => `pie_${String(at)}.jpg,"A pie, no ${String(at)}",${at % 2 === 0 ? 'apple_pie' : 'cheesecake'}`,
      ).join('\n'),
      'texts/test_titles.csv': 'pie_9.jpg,The last pie,apple_pie',
      ...filesOf(4, (at) => [
        `images/train/${at % 2 === 0 ? 'apple_pie' : 'cheesecake'}/pie_${String(at)}.jpg`,
        jpeg(30 * at),
      ]),
      'images/test/apple_pie/pie_9.jpg': jpeg(200),
    },
    imported: 5,
    expected: { classes: ['apple_pie', 'cheesecake'], splits: { test: 1 } },
  },
  {
    title: 'MVSA-Single',
    files: {
      'labelResultAll.txt': [
        'ID\ttext,image',
        '1\tpositive,positive',
        '2\tneutral,negative',
        '3\tpositive,negative',
        '4\tneutral,neutral',
        '',
      ].join('\r\n'),
      ...filesOf(4, (at) => [`data/${String(at + 1)}.jpg`, jpeg(20 * at)]),
      ...filesOf(4, (at) => [
        `data/${String(at + 1)}.txt`,
        Buffer.from(`tweet caf\u00e9 ${String(at)}`, at === 0 ? 'latin1' : 'utf8'),
      ]),
    },
    // The third contradicts itself.
    imported: 3,
    expected: { classes: ['positive', 'neutral', 'negative'] },
  },
  {
    title: 'N24News',
    files: {
      ...Object.fromEntries(
        ['train', 'dev', 'test'].map((name, part) => [
          `news/nytimes_${name}.json`,
          JSON.stringify(
            each(2, (at) => ({
              section: at === 0 ? 'Science' : 'Travel',
              headline: 'Title of it',
              abstract: 'What it says',
              body: 'Long',
              image_id: `i${String(2 * part + at)}`,
            })),
          ),
        ]),
      ),
      ...filesOf(6, (at) => [`imgs/i${String(at)}.jpg`, jpeg(20 * at)]),
    },
    imported: 6,
    expected: { classes: ['Science', 'Travel'], splits: { train: 2, validation: 2, test: 2 } },
  },
  {
    title: 'MM-IMDB',
    files: {
      'split.json': JSON.stringify({ train: ['0001', '0002'], dev: ['0003'], test: ['0004'] }),
      ...filesOf(4, (at) => [
        `dataset/000${String(at + 1)}.json`,
        JSON.stringify({ plot: ['A plot of it.'], genres: at % 2 === 0 ? ['Drama'] : ['Drama', 'Comedy'], title: 'T' }),
      ]),
      ...filesOf(4, (at) => [`dataset/000${String(at + 1)}.jpeg`, jpeg(20 * at)]),
    },
    imported: 4,
    expected: {
      classes: ['Comedy', 'Drama'],
      target: { kind: 'labels' },
      splits: { train: 2, validation: 1, test: 1 },
    },
  },
  {
    title: 'AV-MNIST',
    files: allOf(
      (['train', 'test'] as const).flatMap((split) => {
        const count = split === 'train' ? 20 : 4;
        return [
          [
            `image/${split}_data.npy`,
            npy(
              [count, 784],
              each(count * 784, (at) => at % 256),
            ),
          ],
          [
            `audio/${split}_data.npy`,
            npy(
              [count, 112, 112],
              each(count * 112 * 112, (at) => at % 256),
            ),
          ],
          [`${split}_labels.npy`, labels(count)],
        ];
      }),
    ),
    imported: 24,
    expected: {
      classes: ['0', '1'],
      splits: { train: 18, validation: 2, test: 4 },
      modalities: { image: { height: 28, channels: 1 }, audio: { kind: 'audio' } },
    },
  },
  {
    title: 'MFNet RGB-T',
    files: {
      'train.txt': '00001D\n00002N\n',
      'val.txt': '00003D\n',
      'test.txt': '00004N\n',
      ...filesOf(4, (at) => [`images/0000${String(at + 1)}${at % 2 === 0 ? 'D' : 'N'}.png`, fourChannels(60 * at)]),
      ...filesOf(4, (at) => [`labels/0000${String(at + 1)}${at % 2 === 0 ? 'D' : 'N'}.png`, classes(at)]),
    },
    imported: 4,
    expected: {
      splits: { train: 2, validation: 1, test: 1 },
      modalities: { rgb: { channels: 3 }, heat: { channels: 1 } },
    },
  },
  {
    title: 'CMU-MOSI or CMU-MOSEI as arrays',
    files: allOf(
      ['train', 'valid', 'test'].flatMap((split) => [
        [`${split}/text.npy`, npy([3, 4, 2], numbers(24))],
        [
          `${split}/audio.npy`,
          npy(
            [3, 5, 3],
            each(45, (at) => (at === 0 ? -Infinity : at)),
          ),
        ],
        [
          `${split}/vision.npy`,
          npy(
            [3, 6, 1],
            each(18, (at) => (at % 6 < 2 ? 0 : at)),
          ),
        ],
        [`${split}/labels.npy`, npy([3, 1, 1], [-3, 0.5, 2])],
      ]),
    ),
    imported: 9,
    expected: { target: { kind: 'value', range: [-3, 3] }, modalities: { vision: { steps: 6, shortest: 4 } } },
  },
  {
    title: 'BRCA multi-omics',
    files: allOf(
      ['tr', 'te'].flatMap((part) => [
        [`1_${part}.csv`, csv(10, 4, 0.1)],
        [`2_${part}.csv`, csv(10, 3, 0.2)],
        [`3_${part}.csv`, csv(10, 2, 0.3)],
        [`labels_${part}.csv`, each(10, (at) => `${String(at % 5)}.0`).join('\n')],
      ]),
    ),
    imported: 20,
    expected: {
      classes: ['0', '1', '2', '3', '4'],
      splits: { train: 9, validation: 1, test: 10 },
      modalities: { mrna: { kind: 'tabular' } },
    },
  },
  {
    title: 'VQA v2',
    files: allOf(
      ['train', 'val'].flatMap((part, place) => [
        [
          `v2_mscoco_${part}2014_annotations.json`,
          JSON.stringify({
            info: {},
            license: {},
            annotations: each(6, (at) => ({
              question_id: 100 * place + at,
              image_id: 10 * place + at,
              multiple_choice_answer: ['yes', 'no'][at % 2],
              answers: [{ answer: 'yes' }],
            })),
          }),
        ],
        [
          `v2_OpenEnded_mscoco_${part}2014_questions.json`,
          // In another order than the annotations.
          JSON.stringify({
            info: {},
            questions: each(6, (at) => ({
              question_id: 100 * place + 5 - at,
              image_id: 10 * place + 5 - at,
              question: `Is it ${String(5 - at)}?`,
            })),
          }),
        ],
        ...each(
          6,
          (at) =>
            [`${part}2014/COCO_${part}2014_${String(10 * place + at).padStart(12, '0')}.jpg`, jpeg(10 * at)] as const,
        ),
      ]),
    ),
    imported: 12,
    expected: { classes: ['no', 'yes'], splits: { train: 5, validation: 1, test: 6 }, unit: 'image_id' },
  },
  {
    title: 'features of sound and video by clip',
    files: {
      'labels.csv': [
        'name,label,split',
        ...each(6, (at) => `clip${String(at)},${at % 2 === 0 ? 'dog' : 'bell'},${at < 4 ? 'train' : 'test'}`),
      ].join('\n'),
      ...filesOf(6, (at) => [`audio/clip${String(at)}.npy`, npy([3 + (at % 2), 2], numbers(6 + 2 * (at % 2)))]),
      ...filesOf(6, (at) => [`video/clip${String(at)}.npy`, npy([8], numbers(8))]),
    },
    imported: 6,
    expected: {
      classes: ['bell', 'dog'],
      splits: { test: 2 },
      modalities: { audio: { kind: 'sequence' }, video: { steps: 1 } },
    },
  },
  {
    title: 'SUN RGB-D',
    // Views lie at different depths, and nothing but the folder tells which picture belongs to which depth.
    files: allOf(
      [
        ['kv1/NYUdata/NYU0001', 'NYU0001', 'NYU0001', 'bedroom'],
        ['kv1/b3dodata/img_0063', 'img_0063', 'img_0063_abs', 'office'],
        ['kv2/kinect2data/000002_2014-05-26_14-23-37_260595134347_rgbf000103-resize', '0000103', '0000103', 'bedroom'],
        ['realsense/lg/2014_10_21-18_01_27-1311000073', '0000171', '0000171', 'office'],
        ['realsense/sa/2014_10_21-18_01_27-1311000074', '0000172', '0000172', 'idk'],
        [
          'xtion/sun3ddata/brown_bm_1/brown_bm_1/0000103-000003438867',
          '0000103-000003438867',
          '0000103-000003420842',
          'lab',
        ],
      ].flatMap(([view, image, depth, scene]): [string, string | Uint8Array][] => [
        [`${view}/image/${image}.jpg`, jpeg(80)],
        [`${view}/depth/${depth}.png`, millimetres(8 * 1000)],
        [`${view}/depth_bfx/${depth}.png`, millimetres(8 * 2048)],
        [`${view}/intrinsics.txt`, '529.5 0 365 0 529.5 265 0 0 1'],
        [`${view}/scene.txt`, `${scene}\n`],
      ]),
    ),
    imported: 5,
    expected: {
      modalities: { rgb: { kind: 'image', channels: 3 }, depth: { kind: 'image', channels: 1 } },
      splits: { train: 5 },
    },
  },
  {
    title: 'scenes of NYUD2 or SUN RGB-D side by side',
    files: filesOf(12, (at) => [
      `${['train', 'train', 'val', 'test'][at % 4]}/${at % 2 === 0 ? 'bedroom' : 'kitchen'}/${String(at)}.png`,
      twoHalves(40, 220),
    ]),
    imported: 12,
    expected: {
      classes: ['bedroom', 'kitchen'],
      splits: { train: 6, validation: 3, test: 3 },
      modalities: { rgb: { kind: 'image' }, depth: { kind: 'image' } },
    },
  },
];

it('all have a layout here', () => {
  expect(layouts.map(({ title }) => title).sort()).toEqual(presets.map(({ title }) => title).sort());
});

it.each(layouts)('$title is found and read as it is published', async ({ title, files, imported, expected }) => {
  const directory = join(folder.path, 'source');
  await writeFiles(directory, files);
  const found = await presetOf(directory);
  expect(found?.title).toBe(title);
  expect(found!.mapping.cites ?? []).toEqual(presets.find((preset) => preset.title === title)!.cites);
  // What both know, an importer of its own reads: it knows of lengths, ids and groups besides.
  expect((await layoutOf(directory))?.format ?? null).toBe(title.startsWith('CMU-MOSI') ? 'sequences' : null);
  const { report, manifest } = await importedBy(directory, found!.mapping);
  expect(report.imported).toBe(imported);
  expect(manifest).toMatchObject(expected);
});

it('takes MVSA-Single under the other name of its list, and MVSA-Multiple for what it is', async () => {
  const directory = join(folder.path, 'source');
  const { files } = layouts.find(({ title }) => title === 'MVSA-Single')!;
  await writeFiles(directory, files);
  await rename(join(directory, 'labelResultAll.txt'), join(directory, 'labelResult.txt'));
  expect((await presetOf(directory))?.mapping.source).toMatchObject({ parts: [{ files: ['labelResult.txt'] }] });
  const three = 'text,image\ttext,image\ttext,image';
  await writeFiles(directory, { 'labelResultAll.txt': `ID\t${three}\n1${'\tpositive,neutral'.repeat(3)}` });
  await expect(presetOf(directory)).rejects.toThrow('has 3 people’s labels in a row, as MVSA-Multiple has.');
  await writeFiles(directory, { 'labelResultAll.txt': 'name\tlabel\n1\tx', 'labelResult.txt': '' });
  expect(await presetOf(directory)).toBeNull();
});

it('takes MM-IMDB with posters and films in two folders', async () => {
  const directory = join(folder.path, 'source');
  const { files, imported, expected } = layouts.find(({ title }) => title === 'MM-IMDB')!;
  const moved = Object.entries(files).map(([name, content]): [string, string | Uint8Array] => [
    name.replace(/^dataset\/(.*\.json)$/u, 'labels/$1').replace(/^dataset\//u, 'images/'),
    content,
  ]);
  await writeFiles(directory, Object.fromEntries(moved));
  const { report, manifest } = await importedBy(directory, (await presetOf(directory))!.mapping);
  expect(report.imported).toBe(imported);
  expect(manifest).toMatchObject(expected);
  expect(await readdir(directory)).not.toContain('dataset');
});

it('counts the answers of VQA v2 once as long as their file stays, and no longer than is wanted', async () => {
  const directory = join(folder.path, 'source');
  const { files } = layouts.find(({ title }) => title === 'VQA v2')!;
  await writeFiles(directory, files);
  await expect(presetOf(directory, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  const { signal } = new AbortController();
  const classesOf = async (): Promise<unknown> => (await presetOf(directory, signal))!.mapping.label;
  const annotations = join(directory, 'v2_mscoco_train2014_annotations.json');
  const text = await readFile(annotations, 'utf8');
  const written = new Date('2026-01-05T10:00:00Z');
  await utimes(annotations, written, written);
  const first = await classesOf();
  await writeFile(annotations, '?'.repeat(text.length));
  await utimes(annotations, written, written);
  expect(await classesOf()).toEqual(first);
  await writeFile(annotations, text.replaceAll('"multiple_choice_answer":"', '"multiple_choice_answer":"no '));
  expect(await classesOf()).not.toEqual(first);
});

it('reads eighths of millimetres and either half of a pair', async () => {
  const valuesOf = async (title: string): Promise<readonly number[]> => {
    const directory = join(folder.path, title);
    await writeFiles(directory, layouts.find((layout) => layout.title === title)!.files);
    const { mapping } = (await presetOf(directory))!;
    const target = join(folder.path, 'lab', 'values');
    await importMapped({ directory, folder: target, name: 'set', title: 'Set', mapping });
    const dataset = await openDataset(target);
    await rm(target, { recursive: true });
    return ['rgb', 'depth'].map((name) => (dataset.sample(0).inputs[name] as Float32Array)[0]);
  };
  // 2.048 m of 8.192 m; the left half and the right one.
  expect((await valuesOf('SUN RGB-D'))[1]).toBeCloseTo(0.25, 2);
  const [rgb, depth] = await valuesOf('scenes of NYUD2 or SUN RGB-D side by side');
  expect([rgb * 255, depth * 255].map(Math.round)).toEqual([40, 220]);
});

it('takes pictures in folders by split and class for no pairs', async () => {
  const directory = join(folder.path, 'source');
  await writeFiles(directory, { 'train/a/1.png': classes(1), 'test/a/1.png': classes(1) });
  expect(await presetOf(directory)).toBeNull();
});

/** Names and classes of clips as each set has them, and who is in them where the names tell it. */
const clips = {
  'CREMA-D': {
    names: ['1001_DFA_ANG_XX', '1001_DFA_SAD_XX', '1002_IEO_ANG_HI', '1003_IEO_SAD_LO'],
    labels: ['ANG', 'SAD'],
    group: 4,
  },
  'Kinetics-Sounds': {
    names: ['-0nFoQ1yXmA_000012_000022', 'q_8xTy2_000010_000020'],
    labels: ['tapping pen', 'ripping paper'],
  },
  AVE: { names: ['RUhOCu3LNXM', '-_pPBdq3WJA'], labels: ['Church bell', 'Male speech, man speaking'] },
  VGGSound: { names: ['---g-f_I2yQ_000001', '--0PQM4-hqg_000030'], labels: ['people marching', 'waterfall burbling'] },
  UCF101: { names: ['v_ApplyEyeMakeup_g01_c01', 'v_Archery_g08_c02'], labels: ['ApplyEyeMakeup', 'Archery'] },
  RAVDESS: { names: ['01-01-03-01-01-01-01', '01-01-04-01-01-01-02'], labels: ['happy', 'sad'], group: -2 },
  IEMOCAP: {
    names: ['Ses01F_impro01_F000', 'Ses01F_impro01_M001', 'Ses02M_script01_F002'],
    labels: ['neu', 'ang'],
    group: 5,
  },
} as const satisfies Readonly<
  Record<
    string,
    { readonly names: readonly string[]; readonly labels: readonly [string, string]; readonly group?: number }
  >
>;

it.each(Object.entries(clips))('the general form of clips has those of %s', async (_set, given) => {
  const { names, labels: called } = given;
  const group = 'group' in given ? given.group : null;
  const quotedCell = (text: string): string => `"${text}"`;
  const lines = names.map((name, at) => {
    const who = group === null ? [] : [name.slice(...(group < 0 ? [group] : ([0, group] as const)))];
    return [name, quotedCell(called[at % 2]), ...who].join(',');
  });
  const directory = join(folder.path, 'source');
  await writeFiles(directory, {
    'labels.csv': [group === null ? 'name,label' : 'name,label,group', ...lines].join('\n'),
    ...Object.fromEntries(names.map((name) => [`audio/${name}.npy`, npy([3, 2], numbers(6))])),
    ...Object.fromEntries(names.map((name) => [`video/${name}.npy`, npy([2, 4], numbers(8))])),
  });
  const { mapping } = (await presetOf(directory))!;
  expect(mapping.split).toMatchObject({ kind: 'drawn', by: group === null ? 'class' : 'group' });
  const { report, manifest } = await importedBy(directory, mapping);
  expect([report.imported, report.skipped]).toEqual([names.length, []]);
  expect(new Set(manifest.classes)).toEqual(new Set(called));
  expect(manifest.repeatedUnits).toBeUndefined();
});

async function importedBy(
  directory: string,
  mapping: NonNullable<Awaited<ReturnType<typeof presetOf>>>['mapping'],
): Promise<{ report: ImportReport; manifest: DatasetManifest }> {
  const target = join(folder.path, 'lab', 'set');
  const report = await importMapped({ directory, folder: target, name: 'set', title: 'Set', mapping });
  return { report, manifest: (await openDataset(target)).manifest };
}
