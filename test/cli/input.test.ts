import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withAssignments } from '../../src/cli/assignments';
import { recipeCatalogue } from '../../src/cli/choices';
import { demoPlans } from '../../src/shared/plans/demo-plan';
import { ExitCode, exitCodeHelp, exitCodeOf } from '../../src/cli/exit-codes';
import { readJsonFile } from '../../src/cli/json-file';
import { jsonText } from '../../src/cli/json';
import { Interruption } from '../../src/cli/interruption';
import { oneOf, someOf, wholeNumber } from '../../src/cli/option-values';
import { ProgressLines } from '../../src/cli/progress/progress-lines';
import { LabError } from '../../src/shared/errors';
import { JointTraining } from '../../src/shared/recipe';
import type { Progress } from '../../src/shared/progress';

function textOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof LabError ? error.toString() : (error as Error).message;
  }
  return 'no error';
}

describe('withAssignments', () => {
  const plan = { seeds: [0], subjects: [{ name: 'a', training: { epochs: 3 } }] };

  it('sets fields, list entries and what is not there yet, and leaves the original alone', () => {
    expect(
      withAssignments(plan, {
        'subjects.0.training.epochs': '5',
        'seeds.1': '7',
        'data.dataset': 'caption-match',
        flag: 'true',
        text: '5x',
      }),
    ).toEqual({
      seeds: [0, 7],
      subjects: [{ name: 'a', training: { epochs: 5 } }],
      data: { dataset: 'caption-match' },
      flag: true,
      text: '5x',
    });
    expect(plan.seeds).toEqual([0]);
  });

  it('refuses paths that lead nowhere', () => {
    expect(textOf(() => withAssignments(plan, { 'subjects.x.name': 'b' }))).toBe(
      '--set subjects.x.name: "x" is no place in a list of 1. Give an index from 0.',
    );
    expect(textOf(() => withAssignments(plan, { 'subjects.0.name.first': 'b' }))).toBe(
      '--set subjects.0.name.first: leads through "a", which has no field "first". Correct the path.',
    );
  });

  it('does not reach the prototype', () => {
    const set = withAssignments({}, { '__proto__.polluted': 'true' }) as Record<string, unknown>;
    expect(Object.keys(set)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('option values', () => {
  it('reads whole numbers within bounds', () => {
    expect(wholeNumber(1, 9)('9')).toBe(9);
    for (const text of ['0', '10', '1.5', 'x', '', '1e1', ' 1']) {
      expect(textOf(() => wholeNumber(1, 9)(text))).toBe('Give a whole number of at least 1 and at most 9.');
    }
  });

  it('reads names, one or several', () => {
    expect(oneOf(['wasm', 'cpu'])('cpu')).toBe('cpu');
    expect(textOf(() => oneOf(['wasm', 'cpu'])('wsam'))).toBe('Did you mean wasm? Give one of wasm, cpu.');
    expect(someOf(['a', 'b'])('a,b', ['a'])).toEqual(['a', 'a', 'b']);
  });
});

describe('readJsonFile', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'muroan-json-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('reads JSON, with or without a byte order mark', () => {
    const file = path.join(folder, 'ok.json');
    writeFileSync(file, '\uFEFF{"a":1}');
    expect(readJsonFile(file)).toEqual({ a: 1 });
  });

  it('names the file and the remedy', () => {
    const none = path.join(folder, 'none.json');
    expect(textOf(() => readJsonFile(none))).toBe(`${none}: There is no such file. Correct the path.`);
    expect(textOf(() => readJsonFile(folder))).toBe(`${folder}: is a folder. Give a file.`);
    const bad = path.join(folder, 'bad.json');
    writeFileSync(bad, '{"a": 1,}');
    expect(textOf(() => readJsonFile(bad))).toMatch(/bad\.json: is not JSON: .*Correct it;/);
  });
});

describe('jsonText', () => {
  it('writes what a terminal could obey as escapes and keeps the value', () => {
    const value = { text: '\u001b[2J \u009b2J \u202eevil \u{e0041} é' };
    const text = jsonText(value);
    expect(JSON.parse(text)).toEqual(value);
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]|[\u{e0000}-\u{e007f}]/u);
    expect(text).toContain('é');
  });
});

describe('exit codes', () => {
  it('has one for every error, and explains each', () => {
    expect(exitCodeOf('invalid')).toBe(2);
    expect(exitCodeOf('conflict')).toBe(2);
    expect(exitCodeOf('unsupported')).toBe(2);
    expect(exitCodeOf('not-found')).toBe(3);
    expect(exitCodeOf('locked')).toBe(4);
    expect(exitCodeOf('damaged')).toBe(5);
    expect(exitCodeOf('disk-full')).toBe(6);
    expect(exitCodeOf('cancelled')).toBe(130);
    expect(exitCodeOf('internal')).toBe(1);
    for (const code of Object.values(ExitCode)) {
      expect(exitCodeHelp()).toMatch(new RegExp(`^ +${String(code)} {2}\\S`, 'm'));
    }
  });
});

describe('Interruption', () => {
  it('cancels first and ends second', () => {
    let ended = 0;
    const interruption = new Interruption(() => {
      ended += 1;
    });
    expect(interruption.signal.aborted).toBe(false);
    interruption.interrupt();
    expect([interruption.signal.aborted, ended]).toEqual([true, 0]);
    interruption.interrupt();
    expect(ended).toBe(1);
  });
});

describe('ProgressLines', () => {
  const report = (done: number, label = 'concat', detail: string | null = null): Progress => ({
    stage: 'training',
    label,
    done,
    total: 100,
    unit: 'steps',
    rate: null,
    remaining: done === 0 ? null : 12,
    detail,
  });

  it('writes the beginning, one line every ten seconds, and the end', () => {
    const lines: string[] = [];
    let now = 0;
    const view = new ProgressLines(
      (line) => lines.push(line),
      () => now,
    );
    for (let done = 0; done <= 100; done += 1) {
      view.update(report(done));
      now += 250;
    }
    view.update(report(100));
    expect(lines).toEqual([
      'training: concat  0 % (0 of 100 steps)',
      'training: concat  40 % (40 of 100 steps), 12 s left',
      'training: concat  80 % (80 of 100 steps), 12 s left',
      'training: concat  100 % (100 of 100 steps), done in 25 s',
    ]);
  });

  it('starts anew with other work and obeys no escape sequence in a label', () => {
    const lines: string[] = [];
    const view = new ProgressLines(
      (line) => lines.push(line),
      () => 0,
    );
    view.update(report(1));
    view.update(report(2, 'product\u001b[2J', 'loss 0.5'));
    expect(lines).toHaveLength(2);
    expect(lines[1]).toBe(String.raw`training: product\x1b[2J  2 % (2 of 100 steps), 12 s left · loss 0.5`);
  });
});

describe('recipeCatalogue', () => {
  const catalogue = recipeCatalogue();

  it('lists what the schemas know, with defaults, units and ranges', () => {
    expect(catalogue.encoders.map(({ name }) => name)).toEqual([
      'cnn',
      'patch-tokens',
      'mean-words',
      'word-transformer',
    ]);
    expect(catalogue.fusions.map(({ name }) => name)).toEqual(['concat', 'product', 'token-transformer', 'late']);
    expect(catalogue.encoders[1].fields[0]).toEqual({
      name: 'patch',
      meaning: 'side of a patch',
      default: 7,
      unit: 'pixels',
      range: '1 to 64',
    });
    const rate = catalogue.training[0].fields.find(({ name }) => name === 'learningRate');
    expect(rate).toMatchObject({ default: JointTraining.parse({}).learningRate, range: 'above 0, at most 1' });
  });

  it('explains every choice and every field', () => {
    const choices = Object.values(catalogue).flat() as typeof catalogue.encoders;
    for (const choice of choices) {
      expect(choice.meaning, choice.name).not.toBe('');
      for (const field of choice.fields) {
        expect(field.meaning, `${choice.name}.${field.name}`).not.toBe('');
        expect(field.range, `${choice.name}.${field.name}`).not.toMatch(/undefined|9007199254740991/);
      }
    }
  });
});

describe('demoPlans', () => {
  it('attacks 500 samples on concat and product fusion in the standard size', () => {
    const [plan, ...more] = demoPlans('standard');
    expect(more).toEqual([]);
    expect(plan.data).toEqual({ dataset: 'caption-match', selection: { split: 'test', count: 500, seed: 1 } });
    expect(plan.subjects.map(({ recipe }) => recipe.fusion.name)).toEqual(['concat', 'product']);
    const removals = plan.attacks.filter(({ name }) => name === 'decoupling');
    expect(removals.map((attack) => 'modalities' in attack && attack.modalities)).toEqual([
      ['image', 'text'],
      ['image'],
      ['text'],
    ]);
  });

  it('adds data, fusions and seeds in the full size, and takes away in the quick one', () => {
    const [quick] = demoPlans('quick');
    expect(quick.data.selection.count).toBeLessThan(500);
    const full = demoPlans('full');
    expect(full.map(({ data }) => data.dataset)).toEqual(['caption-match', 'emoji-groups']);
    for (const plan of full) {
      const fusions = new Set(plan.subjects.map(({ recipe }) => recipe.fusion.name));
      expect([...fusions]).toEqual(['concat', 'product', 'token-transformer', 'late']);
      expect(plan.seeds.length).toBeGreaterThan(1);
    }
    expect(full[0].subjects.filter(({ training }) => training.occlusion > 0)).toHaveLength(1);
  });
});
