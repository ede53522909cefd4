import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program';
import { ExitCode } from '../../src/cli/exit-codes';
import { Interruption } from '../../src/cli/interruption';
import { createTerminal } from '../../src/cli/terminal';
import { LabError } from '../../src/shared/errors';
import { parse } from '../../src/shared/parse';
import { StudyPlan } from '../../src/shared/plan/plan';
import { parseRemarks } from '../../src/shared/reports/report-remarks';

const readme = readFileSync('README.md', 'utf8');
const blocks = (language: string): readonly string[] =>
  [...readme.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text);

describe('README', () => {
  it('holds a plan that the schema takes as it stands', () => {
    const plans = blocks('json').filter((text) => text.includes('"muroan.study"'));
    expect(plans).toHaveLength(1);
    const plan = parse(StudyPlan, JSON.parse(plans[0]), 'plan');
    expect(plan.subjects.map(({ name }) => name)).toEqual(['concat', 'late']);
    expect(plan.requirements[1].attack).toBeLessThan(plan.attacks.length);
  });

  it('holds remarks on a report that the schema takes', () => {
    const [remarks, ...more] = blocks('json').filter((text) => text.includes('"muroan.remarks"'));
    expect(more).toEqual([]);
    expect(parseRemarks(JSON.parse(remarks)).runs[0].warnings[0].decision).toBe('accepted');
  });

  it('quotes an error as it is', () => {
    const wrong: unknown = {
      ...(JSON.parse(blocks('json').find((text) => text.includes('"muroan.study"'))!) as object),
      attacks: [{ name: 'decupling', modalities: ['image'] }],
      requirements: [],
    };
    let text = '';
    try {
      parse(StudyPlan, wrong, 'plan');
    } catch (error) {
      text = error instanceof LabError ? error.toString() : '';
    }
    expect(readme).toContain(`error: ${text}\n`);
  });

  it('names only commands and options that exist', () => {
    const sink = { write: () => true };
    const program = createProgram(
      {
        terminal: createTerminal(sink, sink, {}),
        workingDirectory: '/',
        variables: {},
        interruption: new Interruption(() => undefined),
        finishWith: () => undefined,
      },
      '0',
    );
    const lines = blocks('sh')
      .flatMap((text) => text.split('\n'))
      .map((line) => line.replace(/ +#.*$/, ''))
      .filter((line) => line.startsWith('muroan '));
    expect(lines.length).toBeGreaterThan(15);
    for (const line of lines) {
      const words = line.split(' ').slice(1);
      let command = program;
      while (command.commands.length > 0) {
        const found = command.commands.find((child) => child.name() === words[0]);
        // A command that does something itself may have commands below it.
        if (found === undefined && command.registeredArguments.length > 0) break;
        expect(found, line).toBeDefined();
        command = found!;
        words.shift();
      }
      for (const option of words.filter((word) => word.startsWith('--'))) {
        expect(
          command.options.map(({ long }) => long),
          line,
        ).toContain(option);
      }
    }
  });

  it('lists the exit codes', () => {
    for (const code of Object.values(ExitCode)) expect(readme).toMatch(new RegExp(`^\\| ${String(code)} +\\|`, 'm'));
  });
});
