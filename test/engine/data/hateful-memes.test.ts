import { execFileSync } from 'node:child_process';
import { mkdir, readdir, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode as encodePng } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import { beforeEach, describe, expect, it } from 'vitest';
import { ImportReport } from '../../../src/shared/data/dataset';
import type { ImportRequest } from '../../../src/engine/data/importers/importer';
import { importerOf } from '../../../src/engine/data/importers/registry';
import { MASK_WORD, type TextValue } from '../../../src/engine/modalities/modality';
import { openDataset } from '../../../src/engine/data/open';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();
const source = (): string => join(folder.path, 'hm');
const target = (): string => join(folder.path, 'lab', 'memes');

/** A PNG of one colour. */
const png = (red: number, green: number, blue: number, width = 20, height = 12): Uint8Array =>
  encodePng({
    width,
    height,
    channels: 3,
    data: Uint8Array.from({ length: width * height * 3 }, (_, index) => [red, green, blue][index % 3]),
  });
const listing = (file: string, lines: readonly unknown[]): Promise<void> =>
  writeFile(
    join(source(), file),
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  );
const row = (id: number | string, more: object = {}): object => ({
  id,
  img: 'img/red.png',
  text: 'look at this',
  label: 1,
  ...more,
});
const run = (more: Partial<ImportRequest> = {}): Promise<ImportReport> =>
  importerOf('hateful-memes').import({
    directory: source(),
    folder: target(),
    name: 'memes',
    title: 'Our memes',
    classes: ['not hateful', 'hateful'],
    imageSide: 16,
    ...more,
  });

beforeEach(async () => {
  await mkdir(join(source(), 'img'), { recursive: true });
  await writeFile(join(source(), 'img', 'red.png'), png(200, 10, 20));
});

describe('a folder in the layout of Hateful Memes', () => {
  it('becomes a data set of resized RGB pictures and words', async () => {
    const jpeg = encodeJpeg({ width: 40, height: 30, data: Buffer.alloc(40 * 30 * 4, 128) }, 95);
    await writeFile(join(source(), 'img', '2.jpg'), jpeg.data);
    await listing('train.jsonl', [row(1), row('two', { img: 'img/2.jpg', label: 0, text: '  a \t b\nc  ' })]);
    await listing('dev_seen.jsonl', [row(3)]);
    await listing('dev_unseen.jsonl', [row(4, { label: 0 })]);
    const report = await run();
    expect(ImportReport.parse(report)).toMatchObject({ dataset: 'memes', imported: 4, skipped: [] });
    const dataset = await openDataset(target());
    expect(dataset.manifest).toMatchObject({
      hash: report.hash,
      title: 'Our memes',
      task: 'Picture and text taken together: not hateful or hateful?',
      classes: ['not hateful', 'hateful'],
      splits: { train: 2, validation: 1, test: 1 },
      oracle: null,
      modalities: { image: { height: 16, width: 16, channels: 3 }, text: { maxWords: 3 } },
    });
    const two = dataset.sample(dataset.rowOf('two'));
    expect(two.inputs.text).toEqual(['a', 'b', 'c']);
    expect(two.label).toBe(0);
    for (const level of two.inputs.image as Float32Array) expect(Math.abs(level * 255 - 128)).toBeLessThanOrEqual(2);
    const one = dataset.sample(dataset.rowOf('1')).inputs.image as Float32Array;
    expect([...one.subarray(0, 3)].map((level) => Math.round(level * 255))).toEqual([200, 10, 20]);
    expect(dataset.sample(dataset.rowOf('4')).group).toBe('4');
  });

  it('without labelled test rows tests on its dev listing, and validates on a tenth of the training rows', async () => {
    await listing(
      'train.jsonl',
      Array.from({ length: 200 }, (_, id) => row(id)),
    );
    await listing('dev.jsonl', [row('d')]);
    await listing('test.jsonl', [{ id: 't', img: 'img/red.png', text: 'unlabelled' }]);
    const report = await run();
    expect(report.skipped).toEqual([
      { file: 'test.jsonl', row: 1, reason: 'The label is missing: an unlabelled test set.' },
    ]);
    const first = await openDataset(target());
    const { splits } = first.manifest;
    expect(splits.test).toBe(1);
    expect(splits.train + splits.validation).toBe(200);
    expect(splits.validation).toBeGreaterThan(8);
    expect(splits.validation).toBeLessThan(36);
    const again = await run({ folder: join(folder.path, 'again') });
    expect(again.hash).toBe(report.hash);
  });

  it('keeps an id that is tested on out of training', async () => {
    await listing('train.jsonl', [row(1), row(2)]);
    await listing('dev_unseen.jsonl', [row(2), row(3)]);
    const report = await run();
    expect(report.skipped).toEqual([{ file: 'train.jsonl', row: 2, reason: 'The id "2" occurs a second time.' }]);
    const dataset = await openDataset(target());
    expect(dataset.rowsOf('test').map((at) => dataset.sample(at).id)).toEqual(['2', '3']);
  });

  it('reports progress', async () => {
    await listing('train.jsonl', [row(1), '', 'no json', row(2)]);
    const seen: string[] = [];
    await run({ onProgress: (done, total) => seen.push(`${done}/${total}`) });
    expect(seen).toEqual(['1/3', '2/3', '3/3']);
  });

  it('reads listings with Windows line ends and without a last one', async () => {
    await writeFile(join(source(), 'train.jsonl'), `${JSON.stringify(row(1))}\r\n${JSON.stringify(row(2))}`);
    expect(await run()).toMatchObject({ imported: 2, skipped: [] });
  });
});

describe('a hostile row', () => {
  const outside = (): string => join(folder.path, 'secret.png');
  /** What is wrong with the row, how it comes about, and the exact words of the report. */
  const cases: readonly [string, unknown, string][] = [
    ['no JSON', '{"id": 1,', 'The line is not valid JSON.'],
    ['a label that is NaN', '{"id":1,"img":"img/red.png","text":"x","label":NaN}', 'The line is not valid JSON.'],
    ['no object', [1, 2], 'The line is no JSON object.'],
    ['no id', row(1, { id: undefined }), 'The field id is no whole number and no text of 1 to 200 characters.'],
    ['a long id', row('x'.repeat(201)), 'The field id is no whole number and no text of 1 to 200 characters.'],
    ['a fractional id', row(0.5), 'The field id is no whole number and no text of 1 to 200 characters.'],
    ['no label', row(1, { label: null }), 'The label is missing: an unlabelled test set.'],
    ['a label out of range', row(1, { label: 2 }), 'The label is neither 0 nor 1.'],
    ['a label as text', row(1, { label: '1' }), 'The label is neither 0 nor 1.'],
    ['empty text', row(1, { text: ' \n\t ' }), 'The text is empty.'],
    ['text of 1001 words', row(1, { text: 'a '.repeat(1001) }), 'The text has 1001 words; at most 1000 are read.'],
    ['text that is none', row(1, { text: 7 }), 'The field text is no text.'],
    ['no picture', row(1, { img: '' }), 'The field img names no file.'],
    [
      'a path upwards',
      row(1, { img: '../../etc/passwd' }),
      'The path "../../etc/passwd" leaves the folder. Copy the file into it and correct the path.',
    ],
    [
      'a path up and in again',
      row(1, { img: 'img/../red.png' }),
      'The path "img/../red.png" leaves the folder. Copy the file into it and correct the path.',
    ],
    [
      'an absolute path',
      row(1, { img: '/etc/passwd' }),
      'The path "/etc/passwd" leaves the folder. Copy the file into it and correct the path.',
    ],
    [
      'a Windows path',
      row(1, { img: 'C:\\x.png' }),
      'The path "C:\\\\x.png" leaves the folder. Copy the file into it and correct the path.',
    ],
    [
      'a link to the outside',
      row(1, { img: 'img/link.png' }),
      'The path "img/link.png" leaves the folder through a link. Put the file itself in its place.',
    ],
    [
      'a linked folder',
      row(1, { img: 'away/secret.png' }),
      'The path "away/secret.png" leaves the folder through a link. Put the file itself in its place.',
    ],
    ['a path with NUL', row(1, { img: 'img/red.png\u0000.jpg' }), 'The path "img/red.png\\u0000.jpg" is not a path.'],
    ['a picture that is missing', row(1, { img: 'img/9.png' }), 'The file "img/9.png" is missing. Copy it there.'],
    [
      'a file as folder',
      row(1, { img: 'img/red.png/9.png' }),
      'The file "img/red.png/9.png" is missing. Copy it there.',
    ],
    ['a folder', row(1, { img: 'img' }), '"img" is not a regular file.'],
    ['a named pipe', row(1, { img: 'img/pipe.png' }), '"img/pipe.png" is not a regular file.'],
    ['another kind of file', row(1, { img: 'img/text.png' }), 'The picture is neither PNG nor JPEG nor WebP.'],
    ['a PNG cut short', row(1, { img: 'img/short.png' }), 'The PNG file is cut short.'],
    ['a picture of 70 Mpx', row(1, { img: 'img/huge.png' }), 'The picture is too large: 10000 × 7000 pixels.'],
    ['a decompression bomb', row(1, { img: 'img/bomb.png' }), 'The PNG file inflates to more than its size says.'],
    ['a JPEG of 4 Gpx', row(1, { img: 'img/huge.jpg' }), 'The picture is too large: 65535 × 65535 pixels.'],
    ['a file of 65 MB', row(1, { img: 'img/long.png' }), '"img/long.png" is larger than 64 MB.'],
    [
      'a name with terminal escapes',
      row(1, { img: 'img/\u001b[31m\u009b\u202e\u{e0041}.png' }),
      'The file "img/\\u001b[31m\\x9b\\u{202e}\\u{e0041}.png" is missing. Copy it there.',
    ],
    ['a line of 1.1 MB', row(1, { text: 'x'.repeat(1_150_000) }), 'The line is longer than 1 MB.'],
  ];

  beforeEach(async () => {
    const img = (name: string): string => join(source(), 'img', name);
    await writeFile(outside(), png(1, 2, 3));
    await symlink(outside(), img('link.png'));
    await symlink(folder.path, join(source(), 'away'));
    execFileSync('mkfifo', [img('pipe.png')]);
    await writeFile(img('text.png'), 'GIF89a');
    await writeFile(img('short.png'), png(1, 2, 3).subarray(0, 60));
    await writeFile(img('huge.png'), withSize(png(1, 2, 3), 10_000, 7_000));
    await writeFile(img('bomb.png'), withSize(png(0, 0, 0, 200, 200), 2, 2));
    const jpeg = encodeJpeg({ width: 16, height: 16, data: Buffer.alloc(16 * 16 * 4) }, 50).data;
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    jpeg.fill(0xff, frame + 5, frame + 9);
    await writeFile(img('huge.jpg'), jpeg);
    await writeFile(img('long.png'), '');
    await truncate(img('long.png'), 65 * 2 ** 20);
  });

  it.each(cases)('with %s is reported and left out', async (_name, line, reason) => {
    await listing('train.jsonl', [row('good'), line, row('as good')]);
    const report = await run();
    expect(report).toMatchObject({ imported: 2, skipped: [{ file: 'train.jsonl', row: 2, reason }] });
    const dataset = await openDataset(target());
    expect([0, 1].map((at) => dataset.sample(at).id)).toEqual(['good', 'as good']);
  });

  it('that is not UTF-8 is reported', async () => {
    const bad = Buffer.concat([Buffer.from('{"id": "'), Buffer.from([0xff, 0xfe]), Buffer.from('"}\n')]);
    await writeFile(join(source(), 'train.jsonl'), Buffer.concat([bad, Buffer.from(JSON.stringify(row(2)))]));
    expect(await run()).toMatchObject({
      imported: 1,
      skipped: [{ file: 'train.jsonl', row: 1, reason: 'The line is not UTF-8. Save the file as UTF-8.' }],
    });
  });

  it('with a corrupt picture is reported', async () => {
    const broken = Buffer.from(png(1, 2, 3));
    broken[broken.indexOf('IDAT') + 8] ^= 0xff;
    await writeFile(join(source(), 'img', 'broken.png'), broken);
    const jpeg = encodeJpeg({ width: 64, height: 64, data: Buffer.alloc(64 * 64 * 4, 77) }, 90).data;
    await writeFile(join(source(), 'img', 'cut.jpg'), jpeg.subarray(0, 300));
    await listing('train.jsonl', [row(1, { img: 'img/broken.png' }), row(2, { img: 'img/cut.jpg' }), row(3)]);
    const report = await run();
    expect(report.imported).toBe(1);
    expect(report.skipped.map((skip) => skip.row)).toEqual([1, 2]);
    for (const { reason } of report.skipped) expect(reason).toMatch(/corrupt|a segment whose length/);
  });

  it('leaves imported text as it is: escapes, controls, markup, very long words', async () => {
    const words = [
      '\u001b[2J\u001b]0;x\u0007',
      '</script><img',
      '=cmd|calc',
      '\u202egnp',
      'x'.repeat(100_000),
      '\u0000',
      ...MASK_WORD.split(/\s+/u),
      '<padding>',
    ];
    await listing('train.jsonl', [row(1, { text: words.join(' ') })]);
    await run();
    const imported = (await openDataset(target())).sample(0).inputs.text as TextValue;
    expect(imported).toEqual(words);
    expect(imported, 'no text can pass for a removed word').not.toContain(MASK_WORD);
  });
});

describe('an import as a whole', () => {
  const nothingLeft = async (): Promise<void> => {
    const left = await readdir(join(folder.path, 'lab')).catch(() => []);
    expect(left).toEqual([]);
  };

  it('of nothing usable is an error that says why, and leaves nothing', async () => {
    await listing('train.jsonl', [row(1, { img: 'img/none.png' }), 'x']);
    await expect(run()).rejects.toMatchObject({
      code: 'invalid',
      message:
        'None of 2 lines could be imported. train.jsonl, line 1: The file "img/none.png" is missing. Copy it there.',
      remedy: 'Check that the folder holds the pictures its listings name, and labels.',
    });
    await nothingLeft();
  });

  it('of another folder says what is missing', async () => {
    await expect(run()).rejects.toMatchObject({ code: 'invalid', message: /none of the lists/ });
    await expect(run({ directory: join(folder.path, 'absent') })).rejects.toMatchObject({ code: 'not-found' });
    await nothingLeft();
  });

  it('reads no listing through a link to the outside, and says so', async () => {
    await writeFile(join(folder.path, 'elsewhere.jsonl'), JSON.stringify(row('stolen')));
    await symlink(join(folder.path, 'elsewhere.jsonl'), join(source(), 'dev_unseen.jsonl'));
    await listing('train.jsonl', [row(1)]);
    const reason = 'The path "dev_unseen.jsonl" leaves the folder through a link. Put the file itself in its place.';
    expect(await run()).toMatchObject({ imported: 1, skipped: [{ file: 'dev_unseen.jsonl', row: null, reason }] });
  });

  it('follows links that stay inside, and a link to the folder itself', async () => {
    await symlink(join(source(), 'img', 'red.png'), join(source(), 'img', 'same.png'));
    await symlink(source(), join(folder.path, 'alias'));
    await listing('train.jsonl', [row(1, { img: 'img/same.png' })]);
    expect(await run({ directory: join(folder.path, 'alias') })).toMatchObject({ imported: 1, skipped: [] });
  });

  it('never overwrites a data set', async () => {
    await listing('train.jsonl', [row(1)]);
    const { hash } = await run();
    await expect(run()).rejects.toMatchObject({ code: 'conflict' });
    expect((await openDataset(target())).manifest.hash).toBe(hash);
  });

  it('can be cancelled, leaving nothing', async () => {
    await listing(
      'train.jsonl',
      Array.from({ length: 50 }, (_, id) => row(id)),
    );
    const controller = new AbortController();
    const onProgress = (done: number): void => {
      if (done === 5) controller.abort();
    };
    await expect(run({ signal: controller.signal, onProgress })).rejects.toMatchObject({ code: 'cancelled' });
    await nothingLeft();
    expect((await stat(source())).isDirectory()).toBe(true);
  });
});

/** The same PNG with another size in its header, its checksum corrected. */
function withSize(file: Uint8Array, width: number, height: number): Uint8Array {
  const changed = Buffer.from(file);
  changed.writeUInt32BE(width, 16);
  changed.writeUInt32BE(height, 20);
  changed.writeUInt32BE(crc32(changed.subarray(12, 29)), 29);
  return changed;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
