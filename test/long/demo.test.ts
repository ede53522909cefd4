import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelAnalysis } from '../../src/analysis/model-analysis';
import type { StudyAnalysis } from '../../src/analysis/study-analysis';
import { startCli, type CliResult } from '../cli/run-cli';
import { findPrinter } from '../../src/host/pdf/browser';
import { stretch } from '../support/stretch';
import { withBaselines } from './complementarity';

const gigabyte = 1e9;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muroan-demo-'));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

interface Measured extends CliResult {
  readonly seconds: number;
  /**
   * Largest sum over the command line and all it started, in bytes, shared pages counted once (PSS); 0 where there is
   * no /proc.
   */
  readonly memory: number;
}

async function measured(args: readonly string[]): Promise<Measured> {
  const started = Date.now();
  const running = startCli(args, folder);
  let memory = 0;
  const watch = setInterval(() => {
    memory = Math.max(memory, memoryOf(running.child.pid ?? 0));
  }, 250);
  try {
    return { ...(await running.result), seconds: (Date.now() - started) / 1000, memory };
  } finally {
    clearInterval(watch);
  }
}

/** Memory of a process and its descendants, in bytes. */
function memoryOf(root: number): number {
  if (process.platform !== 'linux') return 0;
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const status = /^\d+$/.test(name) ? readIfThere(`/proc/${name}/status`) : '';
    if (status !== '') parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0));
  }
  const belongs = (pid: number): boolean => pid === root || (parents.has(pid) && belongs(parents.get(pid)!));
  return [...parents.keys()].filter(belongs).reduce((sum, pid) => {
    const rollup = readIfThere(`/proc/${String(pid)}/smaps_rollup`);
    return sum + 1024 * Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
  }, 0);
}

/** Empty for a process that has ended meanwhile. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

interface DemoResult {
  readonly runs: readonly {
    readonly run: { readonly id: string; readonly state: string };
    readonly analysis: StudyAnalysis;
    readonly report: { readonly html: string; readonly pdf: string | null; readonly noPdf: string | null };
  }[];
}

describe('the demo', () => {
  it('in the quick size takes under two minutes though killed in the middle, and goes on where it stopped', async () => {
    const args = ['demo', '--quick', '--lab', 'quick'];
    const started = Date.now();
    const running = startCli(args, folder);
    while (!running.errSoFar().includes('\nattack:')) {
      expect(running.child.exitCode, running.errSoFar()).toBeNull();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    running.child.kill('SIGKILL');
    await running.result;
    const resumed = await measured(args);
    const seconds = (Date.now() - started) / 1000;
    console.log(`demo --quick: ${seconds.toFixed(0)} s, ${(resumed.memory / gigabyte).toFixed(2)} GB`);
    expect(resumed.code, resumed.err).toBe(0);
    expect(resumed.err).toMatch(/^Resuming demo run \S+ \(\d+ of \d+ records\)\.$/m);
    expect(resumed.out).toMatch(/attack success/);
    expect(resumed.out).toMatch(/muroan -- attack [0-9a-f]{12}/);
    expect(resumed.memory).toBeLessThan(2 * gigabyte);
    expect(seconds).toBeLessThan(120 * stretch);

    const again = await measured(args);
    expect(again.err).toMatch(/This demo was computed before \(run [0-9a-f-]{12}\)/);
    // All but how long it took.
    const told = ({ out }: CliResult): readonly string[] => out.split('\n').filter((line) => !line.startsWith('Took '));
    expect(told(again)).toEqual(told(resumed));
    expect(again.seconds).toBeLessThan(30 * stretch);
  });

  it('takes under five minutes and two gigabytes, and leaves a lab folder and a report that needs nothing else', async () => {
    const { code, out, err, seconds, memory } = await measured(['demo', '--json', '--lab', 'standard']);
    console.log(`demo: ${seconds.toFixed(0)} s, ${(memory / gigabyte).toFixed(2)} GB`);
    expect(code, err).toBe(0);
    const [{ run, analysis, report }] = (JSON.parse(out) as DemoResult).runs;
    expect(run.state).toBe('finished');
    expect(analysis.subjects).toHaveLength(2);
    for (const { name, models } of analysis.subjects) {
      const [{ accuracy }] = models;
      console.log(`demo: ${name} is right on ${accuracy.hits} of ${accuracy.n}`);
      // What it is known to reach lies within the interval.
      expect(accuracy.high).toBeGreaterThan(0.92);
    }
    expect(readdirSync(path.join(folder, 'standard', 'runs'))).toEqual([run.id]);
    const html = await readFile(report.html, 'utf8');
    expect(html).toMatch(/^<!doctype html>/);
    expect(html.replaceAll(/<script[\s\S]*?<\/script>/g, '')).not.toMatch(/(?:src|href)="(?!#|data:)/);
    if (findPrinter() === null) {
      expect(report.noPdf).toContain('Chromium');
      expect(process.env.MUROAN_CI, 'CI needs a browser').not.toBe('1');
    } else {
      expect((await readFile(report.pdf!)).subarray(0, 5).toString()).toBe('%PDF-');
    }
    expect(memory).toBeLessThan(2 * gigabyte);
    expect(seconds).toBeLessThan(300 * stretch);
  });

  describe('has models that on the whole test split, where both modalities are necessary,', () => {
    let models: ReadonlyMap<string, ModelAnalysis>;
    beforeAll(async () => {
      models = await withBaselines(path.join(folder, 'standard'), 'wasm', 'caption-match', ['concat', 'product'], {});
    });

    // From independent training in another framework.
    it.each([
      ['concat', 0.922],
      ['product', 0.925],
    ])('reach what the data is known for: %s %f', (subject, bar) => {
      expect(models.get(subject)!.accuracy.value).toBeGreaterThanOrEqual(bar);
    });

    it.each(['image', 'text'])('are at chance with %s alone, within the interval', (modality) => {
      const { accuracy } = models.get('concat')!.fusion.unimodal.find((one) => one.modality === modality)!;
      expect(accuracy.low).toBeLessThanOrEqual(0.5);
      expect(accuracy.high).toBeGreaterThanOrEqual(0.5);
    });

    it('show a complementarity above 1', () => {
      expect(models.get('concat')!.fusion.information!.complementarity).toBeGreaterThan(1);
    });
  });
});
