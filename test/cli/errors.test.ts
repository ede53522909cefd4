import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngine, type EngineClient } from '../../src/host/engine-client';
import { LabError } from '../../src/shared/errors';
import { tinyLab } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';
import { askCli } from './ask-cli';
import { commandCases, files, planCases } from './error-cases';
import { runCli, type CliResult } from './run-cli';

let folder: string;
let lab: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'muroan-errors-')));
  lab = await tinyLab(path.join(folder, 'muroan-lab'));
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a command line that is refused', () => {
  const told = ({ err }: CliResult): string => err.replaceAll(lab, '<lab>').replaceAll(folder, '<folder>').trimEnd();

  it.each(commandCases)('says what is wrong with $title', async ({ args, code, error }) => {
    const result = await askCli(args, folder);
    expect(told(result)).toBe(error);
    expect(result.code).toBe(code);
    expect(result.out).toBe('');
  });

  const codes = new Map(commandCases.map((one) => [one.code, one]));
  it.each([...codes.values()])('ends the program with $code, with the same text', async ({ args, code, error }) => {
    const result = await runCli(args, folder);
    expect(told(result)).toBe(error);
    expect(result.code).toBe(code);
    expect(result.out).toBe('');
  });

  it('tells a program as well, with --json', async () => {
    const { code, out, err } = await runCli(['data', 'show', 'tinny', '--json'], folder);
    expect(code).toBe(3);
    expect(JSON.parse(out)).toEqual({
      error: {
        code: 'not-found',
        message: 'There is no data set "tinny" in this lab folder.',
        where: 'data set',
        remedy: 'Did you mean "tiny"?',
      },
      exitCode: 3,
    });
    expect(err).toContain('Did you mean "tiny"?');
  });

  it('tells a program as well when the command line itself is wrong', async () => {
    const { code, out } = await runCli(['runs', 'list', '--jsn', '--json'], folder);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({
      error: { code: 'invalid', message: "unknown option '--jsn'\n(Did you mean --json?)" },
      exitCode: 2,
    });
  });

  it('names the reason for which JSON cannot be read', async () => {
    const { code, err } = await askCli(['study', 'check', 'broken.json'], folder);
    expect(code).toBe(2);
    expect(err).toMatch(
      /^error: .*broken\.json: is not JSON\. Line 1, column \d+: .+\. Correct it; every text and name in JSON stands/,
    );
  });

  it('lists the rows that an import leaves out', async () => {
    const source = path.join(folder, 'memes');
    await mkdir(path.join(source, 'img'), { recursive: true });
    const picture = { width: 8, height: 8, channels: 3, data: new Uint8Array(8 * 8 * 3).fill(90) };
    await writeFile(path.join(source, 'img', 'a.png'), encode(picture));
    const rows = Array.from({ length: 12 }, (_, id) => ({ id, img: 'img/a.png', text: 'a text', label: id % 2 }));
    const bad = [
      { id: 20, img: '../../outside.png', text: 'a', label: 0 },
      { id: 21, img: 'img/none.png', text: 'a', label: 0 },
      { id: 22, img: 'img/a.png', text: '  ', label: 1 },
      { id: 23, img: 'img/a.png', text: 'a', label: 2 },
    ];
    const lines = [...rows, ...bad].map((row) => JSON.stringify(row));
    await writeFile(path.join(source, 'train.jsonl'), [...lines, '{"id": 24,'].join('\n'));
    await writeFile(
      path.join(source, 'dev.jsonl'),
      rows.map((row) => JSON.stringify({ ...row, id: row.id + 100 })).join('\n'),
    );
    const result = await askCli(
      ['data', 'import', 'memes', '--format', 'hateful-memes', '--side', '8', '--lab', 'imported'],
      folder,
    );
    expect(result.code).toBe(0);
    expect(result.out).toContain('Imported 24 rows as "memes".');
    expect(result.out).toContain('Left out 5 rows:');
    expect(result.out).toMatch(/train\.jsonl:13 {2}.*leaves the folder/);
    expect(result.out).toMatch(/train\.jsonl:14 {2}.*none\.png/);
    expect(result.out).toContain('train.jsonl:15  The text is empty.');
    expect(result.out).toContain('train.jsonl:16  The label is neither 0 nor 1.');
    expect(result.out).toContain('train.jsonl:17  The line is not valid JSON.');
    const shown = await askCli(['data', 'show', 'memes', '--samples', '0', '--lab', 'imported'], folder);
    expect(shown.out).toMatch(/^Memes\nPicture and text taken together: not hateful or hateful\?\n/);
    const other = ['--name', 'ads-2', '--title', 'Adverts', '--classes', 'honest, misleading'];
    await askCli(
      ['data', 'import', 'memes', '--format', 'hateful-memes', '--side', '8', '--lab', 'imported', ...other],
      folder,
    );
    const named = await askCli(['data', 'show', 'ads-2', '--samples', '0', '--lab', 'imported'], folder);
    expect(named.out).toMatch(/^Adverts\nPicture and text taken together: honest or misleading\?\n/);
    // Nobody says which layout it is.
    const looked = await askCli(['data', 'inspect', 'memes'], folder);
    expect(looked.out).toContain('Laid out as Hateful Memes.\nNext: muroan data import memes --format hateful-memes\n');
    const found = ['data', 'import', 'memes', '--side', '8', '--name', 'found', '--lab', 'imported'];
    expect((await askCli(found, folder)).out).toMatch(/^Laid out as Hateful Memes\.\nImported 24 rows as "found"\.\n/);
  });

  it('imports no folder by guess', async () => {
    await mkdir(path.join(folder, 'birds'), { recursive: true });
    await writeFile(path.join(folder, 'birds', 'a.csv'), 'x,kind\n1.5,tit\n2.5,owl\n3.5,tit\n');
    const { code, err } = await askCli(['data', 'import', 'birds', '--lab', 'imported'], folder);
    expect(code).toBe(2);
    expect(err.trim()).toBe(
      'error: birds: It has no layout that the lab knows. It is taken for: A list of samples. Look at it with `muroan data inspect --out map.json`, correct what is taken for what, and give --map; or name its layout with --format.',
    );
  });

  it('imports one file by itself, called as the file without its ending', async () => {
    const rows = Array.from({ length: 12 }, (_, at) => `${String(at)}.5,${['tit', 'owl'][at % 2]},${String(at)}.png`);
    await writeFile(path.join(folder, 'my birds.csv'), ['x,kind,photo', ...rows].join('\n'));
    await writeFile(path.join(folder, '0.png'), 'beside it');
    const map = ['--out', 'birds-map.json', '--lab', 'imported'];
    const looked = await askCli(['data', 'inspect', 'my birds.csv', ...map], folder);
    expect(looked.out).toMatch(/^The file by itself\.\n/);
    expect(looked.out).toContain(
      `\nWritten: ${path.join(folder, 'birds-map.json')}\nNext: look it over, then muroan data import 'my birds.csv' --map birds-map.json --lab imported\n`,
    );
    const asked = ['data', 'import', 'my birds.csv', '--map', 'birds-map.json', '--lab', 'imported'];
    expect((await askCli(asked, folder)).out).toMatch(
      /^Imported 12 rows as "my-birds"\.\n(?:.*\n)*Next: muroan data show my-birds --lab imported\n$/,
    );
    expect((await askCli(['data', 'import', 'gone.csv', '--lab', 'imported'], folder)).err).toContain(
      'There is no such folder or file.',
    );
  });

  it('obeys no escape sequence in what it repeats', async () => {
    const { err } = await askCli(['data', 'show', 'x\u001b[2J\u202e'], folder);
    // eslint-disable-next-line no-control-regex
    expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

describe('a plan that is refused', () => {
  let engine: EngineClient;
  beforeAll(async () => {
    engine = await startEngine({ lab });
  });
  afterAll(() => engine.close());

  it.each(planCases)('says what is wrong with $title', async ({ change, error }) => {
    const answer = await engine
      .request('studies.check', { plan: change(tinyPlan()) })
      .then(() => 'no error')
      .catch((reason: unknown) => (reason instanceof LabError ? `${reason.code} ${reason.toString()}` : reason));
    expect(answer).toMatch(/^(?:invalid|not-found) /);
    expect(String(answer).replace(/^\S+ /, '')).toBe(error);
  });

  it('takes the plan that the cases start from', async () => {
    const { rows, records } = await engine.request('studies.check', { plan: tinyPlan() });
    expect(rows).toHaveLength(20);
    expect(records).toBeGreaterThan(0);
  });
});
