import { join } from 'node:path';
import { encode as encodePng } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import { expect, it } from 'vitest';
import { importMapped } from '../../../../src/engine/data/importers/mapped/import-mapped';
import { presetOf, presets } from '../../../../src/engine/data/importers/mapped/presets/registry';
import { openDataset } from '../../../../src/engine/data/open';
import type { DatasetManifest, ImportReport } from '../../../../src/shared/dataset';
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
      'labelResult.txt': [
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
];

it('all have a layout here', () => {
  expect(layouts.map(({ title }) => title).sort()).toEqual(presets.map(({ title }) => title).sort());
});

it.each(layouts)('$title is found and read as it is published', async ({ title, files, imported, expected }) => {
  const directory = join(folder.path, 'source');
  await writeFiles(directory, files);
  const found = await presetOf(directory);
  expect(found?.reason).toBe(`Laid out as ${title}.`);
  const { report, manifest } = await importedBy(directory, found!.mapping);
  expect(report.imported).toBe(imported);
  expect(manifest).toMatchObject(expected);
});

async function importedBy(
  directory: string,
  mapping: NonNullable<Awaited<ReturnType<typeof presetOf>>>['mapping'],
): Promise<{ report: ImportReport; manifest: DatasetManifest }> {
  const target = join(folder.path, 'lab', 'set');
  const report = await importMapped({ directory, folder: target, name: 'set', title: 'Set', mapping });
  return { report, manifest: (await openDataset(target)).manifest };
}
