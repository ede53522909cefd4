import type { Command } from 'commander';
import { AttackChoice, Criterion } from '../../shared/attacks/attack';
import { LabError } from '../../shared/errors';
import { ImageFill, TextFill } from '../../shared/data/modality';
import { parse } from '../../shared/parse';
import type { AttackTrace } from '../../shared/attacks/attack-trace';
import type { ModelDescription } from '../../shared/models/model-description';
import { withAssignments } from '../assignments';
import { drawTrace } from '../drawing/trace';
import type { CliEnvironment } from '../environment';
import { leaf } from '../leaf';
import { findModel } from '../../shared/lookup/models';
import { assignment, oneOf, wholeNumber } from '../option-values';
import type { EngineSession } from '../session';
import { suggestion } from '../../shared/text/suggestion';

const criterionNames = Criterion.options.map((option) => option.shape.name.value);

interface AttackOptions {
  readonly sample?: string;
  readonly modality?: readonly string[];
  readonly criterion?: (typeof criterionNames)[number];
  readonly imageFill?: ImageFill;
  readonly textFill?: TextFill;
  readonly set?: Readonly<Record<string, string>>;
  readonly steps: number;
}

export function addAttackCommand(program: Command, environment: CliEnvironment): void {
  leaf<AttackOptions>(
    program,
    environment,
    {
      name: 'attack <model>',
      summary: 'decouple one sample, step by step, drawn in the terminal',
      description:
        'Runs the decoupling attack on one sample and draws every query: what was removed, what the model then said. First it looks for single parts that matter (search), then it combines them until the answer changes (combination). Without --sample it takes the first test sample that the model answers correctly, and lists a few more.',
      examples: [
        ['muroan attack 3f9a12', 'a sample to start with, on a model by the beginning of its id'],
        ['muroan attack 3f9a12 --sample garment-3348-0 --modality text', 'words only'],
        [
          'muroan attack 3f9a12 --sample garment-3348-0 --criterion label --steps 200',
          'another criterion, more steps drawn',
        ],
      ],
      uses: 'device',
      configure: (command) => {
        command
          .option('--sample <id>', 'sample of the data set (see muroan data show)')
          .option('--modality <name>', 'modalities to remove from; default: all', splitNames)
          .option(
            '--criterion <name>',
            `what makes a removal a candidate (${criterionNames.join(', ')})`,
            oneOf(criterionNames),
          )
          .option(
            '--image-fill <name>',
            `what replaces pixels (${ImageFill.options.join(', ')})`,
            oneOf(ImageFill.options),
          )
          .option('--text-fill <name>', `what replaces words (${TextFill.options.join(', ')})`, oneOf(TextFill.options))
          .option('--set <field=value>', 'set a field of the attack; may be repeated', assignment)
          .option('--steps <number>', 'queries of each stage to list', wholeNumber(0), 24);
      },
    },
    async ({ withEngine, show, terminal, options }, [name]) => {
      const trace = await withEngine(async (session) => {
        const model = await findModel(session, name);
        const attack = attackFor(model, options);
        return options.sample === undefined
          ? traceFirstCorrect(session, model, attack)
          : session.request('attack.trace', { model: model.id, sample: options.sample, attack });
      });
      show(trace, () => {
        drawTrace(trace, options.steps, terminal).forEach(terminal.print);
      });
      return undefined;
    },
  );
}

function attackFor(model: ModelDescription, options: AttackOptions): AttackChoice {
  const known = Object.keys(model.spec.recipe.encoders);
  const modalities = options.modality ?? known;
  const unknown = modalities.find((modality) => !known.includes(modality));
  if (unknown !== undefined) {
    throw new LabError('invalid', `This model has no modality ${JSON.stringify(unknown)}.`, {
      where: '--modality',
      remedy: suggestion(unknown, known, 'modalities'),
    });
  }
  const draft = {
    name: 'decoupling',
    modalities,
    ...(options.criterion === undefined ? {} : { criterion: { name: options.criterion } }),
    fills: {
      ...(options.imageFill === undefined ? {} : { image: options.imageFill }),
      ...(options.textFill === undefined ? {} : { text: options.textFill }),
    },
  };
  return parse(AttackChoice, withAssignments(draft, options.set ?? {}), 'attack');
}

function splitNames(text: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), ...text.split(',')];
}

/** Samples tried until the model answers one correctly: an attack on a wrong answer shows nothing. */
const samplesTried = 20;

async function traceFirstCorrect(
  session: EngineSession,
  model: ModelDescription,
  attack: AttackChoice,
): Promise<AttackTrace> {
  const samples = await session.request('data.samples', {
    dataset: model.spec.dataset,
    ids: [],
    split: 'test',
    limit: samplesTried,
  });
  for (const sample of samples) {
    const trace = await session.request('attack.trace', { model: model.id, sample: sample.id, attack });
    const clean = trace.steps.find(({ stage }) => stage === 'clean');
    if (clean?.prediction.predicted !== sample.label) continue;
    session.note(
      `No --sample given: this is ${sample.id}. Others: ${samples
        .slice(0, 8)
        .map(({ id }) => id)
        .join(', ')}, …`,
    );
    return trace;
  }
  throw new LabError(
    'not-found',
    `The model answers none of the first ${String(samples.length)} test samples correctly.`,
    {
      where: model.spec.dataset,
      remedy: 'Name one with --sample.',
    },
  );
}
