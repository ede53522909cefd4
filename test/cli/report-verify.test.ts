import { appendFile, cp, mkdtemp, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeLine, encodeLine } from '../../src/engine/lab/checked-line';
import { findPrinter } from '../../src/host/pdf/browser';
import { tinyLab } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';
import { askCli } from './ask-cli';
import { runCli, type CliResult } from './run-cli';

let folder: string;
let lab: string;
let runs: readonly string[];

const cli = (...args: readonly string[]): Promise<CliResult> => runCli(args, folder);
const verify = (file: string, ...more: readonly string[]): Promise<CliResult> =>
  askCli(['report', 'verify', file, ...more], folder);

/** The same lab in a folder of its own, to be changed. */
async function copyOfLab(name: string): Promise<string> {
  const copy = path.join(folder, name);
  await cp(lab, copy, { recursive: true });
  return copy;
}

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'muroan-verify-')));
  lab = await tinyLab(path.join(folder, 'muroan-lab'));
  await writeFile(path.join(folder, 'one.json'), JSON.stringify(tinyPlan()));
  await writeFile(path.join(folder, 'two.json'), JSON.stringify(tinyPlan({ name: 'Second study', attacks: [] })));
  for (const plan of ['one.json', 'two.json']) await askCli(['study', 'run', plan, '--workers', '1'], folder);
  runs = await readdir(path.join(lab, 'runs'));
  await cli('report', ...runs, '--html', 'report.html', '--analyst', 'Ada Analyst', '--without', 'details');
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('report', () => {
  it('is one file for several runs, named and without what was left out', async () => {
    const html = await readFile(path.join(folder, 'report.html'), 'utf8');
    expect(html).toContain('1. Tiny study');
    expect(html).toContain('2. Second study');
    expect(html).toContain('Ada Analyst');
    expect(html).not.toContain('>Inside the attack<');
  });

  it('made again is the same but for its date', async () => {
    await cli('report', ...runs, '--html', 'again.html', '--analyst', 'Ada Analyst', '--without', 'details');
    const [first, second] = await Promise.all(
      ['report.html', 'again.html'].map((name) => readFile(path.join(folder, name), 'utf8')),
    );
    const madeAt = (html: string): string => /"createdAt":"([^"]+)"/.exec(html)![1];
    const undated = (html: string): string =>
      html.replaceAll(madeAt(html), 'TIME').replaceAll(madeAt(html).slice(0, 19).replace('T', ' '), 'TIME');
    expect(madeAt(second)).not.toBe(madeAt(first));
    expect(undated(second)).toBe(undated(first));
  });
});

describe('report verify', () => {
  it('ends with 0 where everything agrees, for people and programs', async () => {
    const { code, out } = await cli('report', 'verify', 'report.html');
    expect(out).toContain('agrees  report.html');
    expect(out).toContain('the lab folder fits every hash that the file carries');
    expect(out).toContain('A file that was changed together with its SHA-256 looks the same');
    expect(code).toBe(0);
    const { compared } = JSON.parse((await verify('report.html', '--json')).out) as {
      compared: { difference: string | null }[];
    };
    // The file; five parts of each run; the data, and the models they share with their weights.
    expect(compared.length).toBe(1 + 2 * 5 + 1 + 4 * 2);
  });

  it('finds a changed byte of the file, and says what a lost checksum keeps from being checked', async () => {
    const file = path.join(folder, 'changed.html');
    await cp(path.join(folder, 'report.html'), file);
    await cp(path.join(folder, 'report.html.sha256'), `${file}.sha256`);
    await writeFile(file, (await readFile(file, 'utf8')).replace('Ada Analyst', 'Bob Analyst'));
    const changed = await verify('changed.html');
    expect(changed.out).toContain('DIFFERS  changed.html\n         The file was changed');
    expect(changed.out).toContain('1 of 20 comparisons differ.');
    expect(changed.code).toBe(5);
    await rm(`${file}.sha256`);
    const lost = await verify('changed.html');
    expect(lost.out).toContain(
      'not checked  changed.html\n             The file beside it is missing: its checksum is in changed.html.sha256.',
    );
    expect(lost.out).not.toContain('DIFFERS');
    expect(lost.out).toContain('INCOMPLETE: the lab folder fits every hash');
    expect(lost.code).toBe(9);
  });

  it('finds a changed record, whether or not its checksum was made to fit', async () => {
    const copy = await copyOfLab('records');
    const file = path.join(copy, 'runs', runs[0], 'records.jsonl');
    const [first, ...lines] = (await readFile(file, 'utf8')).split('\n');
    const decoded = decodeLine(Buffer.from(first)) as { value: { label: number } };
    await writeFile(
      file,
      [encodeLine({ ...decoded.value, label: 1 - decoded.value.label }).trimEnd(), ...lines].join('\n'),
    );
    const forged = await verify('report.html', '--lab', copy);
    expect(forged.out).toMatch(
      /DIFFERS {2}records of run \S+ \(Tiny study\)\n +The hash in the lab folder is [0-9a-f]{64}/,
    );
    expect(forged.code).toBe(5);
    await writeFile(file, [first.replace(/"label":\d/, '"label":7'), ...lines].join('\n'));
    const torn = await verify('report.html', '--lab', copy);
    expect(torn.out).toContain('has a wrong checksum');
    expect(torn.code).toBe(5);
    await writeFile(file, [first, ...lines.slice(1)].join('\n'));
    const fewer = await verify('report.html', '--lab', copy);
    expect(fewer.out).toMatch(/made from \d+ records; the lab folder holds \d+\./);
    expect(fewer.code).toBe(5);
  });

  it('finds a removed run, changed weights, changed data and another plan', async () => {
    const copy = await copyOfLab('others');
    await rename(path.join(copy, 'runs', runs[1]), path.join(copy, 'taken away'));
    const [model] = await readdir(path.join(copy, 'models'));
    await appendFile(path.join(copy, 'models', model, 'weights.safetensors'), 'x');
    await appendFile(path.join(copy, 'data', 'tiny', 'text.jsonl'), '[]\n');
    const description = path.join(copy, 'runs', runs[0], 'run.json');
    await writeFile(description, (await readFile(description, 'utf8')).replace('"Tiny study"', '"Tony study"'));
    const { code, out } = await verify('report.html', '--lab', copy);
    expect(out).toMatch(/DIFFERS {2}run \S+ \(Second study\)\n +It is not in the lab folder\./);
    expect(out).toMatch(/DIFFERS {2}run \S+ \(Tiny study\)\n +.*holds another plan/);
    expect(out).toMatch(/DIFFERS {2}weights of .*\n +The hash in the lab folder is/);
    expect(out).toMatch(/DIFFERS {2}data set tiny\n +.*text\.jsonl/);
    expect(code).toBe(5);
  });

  it.skipIf(findPrinter()?.kind !== 'chromium')(
    'finds a changed byte of a PDF',
    async () => {
      expect((await cli('report', runs[0], '--pdf', 'report.pdf')).code).toBe(0);
      expect((await verify('report.pdf')).code).toBe(0);
      const file = path.join(folder, 'report.pdf');
      const bytes = await readFile(file);
      bytes[2000] ^= 1;
      await writeFile(file, bytes);
      const { code, out } = await verify('report.pdf');
      expect(out).toContain('The file was changed');
      expect(code).toBe(5);
    },
    60_000,
  );
});
