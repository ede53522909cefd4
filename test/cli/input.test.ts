import { describe, expect, it } from 'vitest';
import { withAssignments } from '../../src/cli/assignments';
import { ExitCode, exitCodeHelp, exitCodeOf } from '../../src/cli/exit-codes';
import { Interruption } from '../../src/cli/interruption';
import { oneOf, someOf, wholeNumber } from '../../src/cli/option-values';
import { ProgressLines } from '../../src/cli/progress/progress-lines';
import { LabError } from '../../src/shared/errors';
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

  it('takes a path as errors name it', () => {
    expect(withAssignments(plan, { 'plan.subjects[0].training.epochs': '5' })).toMatchObject({
      subjects: [{ name: 'a', training: { epochs: 5 } }],
    });
  });

  it('another part drops the fields of the old one, in whatever order they are set', () => {
    const model = { recipe: { encoders: { image: { name: 'cnn', width: 9 } }, head: { name: 'mlp', hidden: 64 } } };
    expect(
      withAssignments(model, {
        'recipe.encoders.image.patch': '8',
        'recipe.encoders.image.name': 'patch-tokens',
        'recipe.head.name': 'linear',
      }),
    ).toEqual({ recipe: { encoders: { image: { name: 'patch-tokens', patch: 8 } }, head: { name: 'linear' } } });
    expect(withAssignments(model, { 'recipe.head.name': 'mlp' })).toEqual(model);
    expect(withAssignments(plan, { 'subjects.0.name': 'b' })).toMatchObject({
      subjects: [{ training: { epochs: 3 } }],
    });
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
    const remedy = 'a whole number of at least 1 and at most 9.';
    for (const text of ['0', '10']) expect(textOf(() => wholeNumber(1, 9)(text))).toBe(`Give ${remedy}`);
    for (const text of ['1.5', 'x', '', '1e1', ' 1']) {
      expect(textOf(() => wholeNumber(1, 9)(text))).toBe(`Give, in digits only, ${remedy}`);
    }
  });

  it('reads names, one or several', () => {
    expect(oneOf(['wasm', 'cpu'])('cpu')).toBe('cpu');
    expect(textOf(() => oneOf(['wasm', 'cpu'])('wsam'))).toBe('Did you mean wasm? Give one of wasm, cpu.');
    expect(someOf(['a', 'b'])('a,b', ['a'])).toEqual(['a', 'a', 'b']);
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
    whole: null,
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

  it('counts what is complete only, and promises no time below a second', () => {
    const lines: string[] = [];
    const view = new ProgressLines(
      (line) => lines.push(line),
      () => 0,
    );
    view.update({ ...report(0), done: 3.64, total: 4, unit: 'models', remaining: 0.02 });
    expect(lines).toEqual(['training: concat  91 % (3 of 4 models)']);
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
