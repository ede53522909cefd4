import type { Command } from 'commander';
import path from 'node:path';
import { decimal, percent, percentEstimate } from '../../analysis/format';
import { LabError } from '../../shared/errors';
import { shortId } from '../../shared/identity';
import { ModelName, modelNames, type ModelNames } from '../../shared/model-name';
import { withSeed } from '../../shared/naming';
import { parse } from '../../shared/parse';
import { choiceText } from '../../shared/planning/choice-text';
import { recipeDraft } from '../../shared/planning/recipe-draft';
import { leastImprovement, ModelSpec, type CurvePoint, type ModelDescription } from '../../shared/recipe';
import { visibleText } from '../../shared/visible-text';
import { withAssignments } from '../assignments';
import { recipeCatalogue, type Choice } from '../../shared/planning/recipe-catalogue';
import { rateOfCounts } from '../../analysis/statistics/estimate';
import type { CliEnvironment } from '../environment';
import { readJsonFile } from '../../host/files/json-file';
import { leaf } from '../leaf';
import { ensureDataset } from '../../shared/lookup/datasets';
import { findModel } from '../../shared/lookup/models';
import { assignment, fileName, wholeNumber } from '../option-values';
import { duration } from '../../analysis/quantities';
import { addRecipeOptions, fusionNames, recipeOptionMeantBy, recipeParts, type RecipeOptions } from '../recipe-options';
import type { EngineSession } from '../session';
import { facts, table } from '../table';
import type { Terminal } from '../terminal';

export function addModelCommands(program: Command, environment: CliEnvironment): void {
  const group = program
    .command('model')
    .summary('models: list, train, name, look at, what they can be made of')
    .description('Fused models of the lab folder: encoders of each modality, a fusion, a head.');
  addList(group, environment);
  addRecipes(group, environment);
  addTrain(group, environment);
  addShow(group, environment);
  addRename(group, environment);
}

function addList(group: Command, environment: CliEnvironment): void {
  leaf<object>(
    group,
    environment,
    {
      name: 'list',
      summary: 'list the trained models',
      description: 'Lists the trained models of the lab folder, unimodal baselines included.',
      examples: [['muroan model list', 'every model, with its accuracy on the whole test split']],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal }) => {
      const { models, names } = await withEngine(async (session) => ({
        models: await session.request('models.list', {}),
        names: await namesIn(session),
      }));
      show(
        models.map((model) => named(model, names)),
        () => {
          printList(models, names, terminal);
        },
      );
      return undefined;
    },
  );
}

function addRecipes(group: Command, environment: CliEnvironment): void {
  leaf<object>(
    group,
    environment,
    {
      name: 'recipes',
      summary: 'what a model can be made of',
      description: 'Lists encoders, fusions, heads and training, with their fields, defaults, units and ranges.',
      examples: [
        ['muroan model recipes', 'the whole list'],
        ['muroan model train --data caption-match --set recipe.encoders.image.width=64', 'how a field is set'],
      ],
      uses: 'nothing',
    },
    ({ show, terminal }) => {
      const catalogue = recipeCatalogue();
      show(catalogue, () => {
        printChoices('Encoders (recipe.encoders.<modality>)', catalogue.encoders, terminal);
        printChoices('Fusions (recipe.fusion)', catalogue.fusions, terminal);
        printChoices('Heads (recipe.head)', catalogue.heads, terminal);
        printChoices('Training (training)', catalogue.training, terminal);
      });
      return Promise.resolve(undefined);
    },
  );
}

interface TrainOptions extends RecipeOptions {
  readonly data?: string;
  readonly fusion: string;
  readonly seed?: number;
  readonly set?: Readonly<Record<string, string>>;
  readonly spec?: string;
}

function addTrain(group: Command, environment: CliEnvironment): void {
  leaf<TrainOptions>(
    group,
    environment,
    {
      name: 'train',
      summary: 'train one model',
      description:
        'Trains one model and keeps it in the lab folder. The same specification on the same data is never trained twice; an interrupted training goes on where it stopped when the command is given again.',
      examples: [
        ['muroan model train --data caption-match', 'cnn + mean-words, concat, everything else by default'],
        [
          'muroan model train --data emoji-groups --fusion token-transformer --encoder image=patch-tokens --encoder text=word-transformer --seed 3',
          'tokens of both modalities in one transformer',
        ],
        [
          'muroan model train --data caption-match --set training.epochs=4 --set recipe.head.name=linear',
          'single fields',
        ],
      ],
      uses: 'device',
      meantBy: recipeOptionMeantBy,
      configure: (command) => {
        command
          .option('--data <name>', 'data set of the lab folder, or one that ships with the lab')
          .option('--fusion <name>', `fusion (${fusionNames.join(', ')})`, 'concat');
        addRecipeOptions(command);
        command
          .option('--seed <number>', 'training seed', wholeNumber(0))
          .option('--set <field=value>', 'set a field of the specification; may be repeated', assignment)
          .option('--spec <file>', 'read the whole specification from a JSON file instead', fileName);
      },
    },
    async ({ withEngine, show, terminal, options, labArgument, environment: { workingDirectory } }) => {
      const model = await withEngine(async (session) => {
        const drafted =
          options.spec === undefined
            ? await draftFromFlags(session, options)
            : readJsonFile(path.resolve(workingDirectory, options.spec));
        const seeded = options.seed === undefined ? {} : { seed: String(options.seed) };
        const spec = parse(ModelSpec, withAssignments(drafted, { ...seeded, ...options.set }), '');
        await ensureDataset(session, spec.dataset, 'dataset');
        return session.request('models.train', { spec });
      });
      show(model, () => {
        printModel(model, null, terminal);
        terminal.print();
        terminal.print(`Next: muroan attack ${shortId(model.id)}${labArgument}`);
      });
      return undefined;
    },
  );
}

async function draftFromFlags(session: EngineSession, options: TrainOptions): Promise<unknown> {
  if (options.data === undefined) {
    throw new LabError('invalid', 'No data set is named.', {
      where: '--data',
      remedy: 'Give --data NAME or --spec FILE.',
    });
  }
  const manifest = await ensureDataset(session, options.data, '--data');
  return {
    dataset: manifest.name,
    recipe: recipeDraft(manifest.modalities, { ...recipeParts(manifest, options), fusion: options.fusion }),
  };
}

function addShow(group: Command, environment: CliEnvironment): void {
  leaf<object>(
    group,
    environment,
    {
      name: 'show <model>',
      summary: 'describe one model',
      description: 'Prints what a model is made of, its accuracy and its learning curve.',
      examples: [['muroan model show 3f9a12', 'a model by the beginning of its id (see muroan model list)']],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal }, [name]) => {
      const { model, names } = await withEngine(async (session) => ({
        model: await findModel(session, name),
        names: await namesIn(session),
      }));
      show(named(model, names), () => {
        printModel(model, names.get(model.id) ?? null, terminal);
      });
      return undefined;
    },
  );
}

interface RenameOptions {
  readonly clear?: boolean;
}

function addRename(group: Command, environment: CliEnvironment): void {
  leaf<RenameOptions>(
    group,
    environment,
    {
      name: 'rename <model> [name]',
      summary: 'give one model a name',
      description:
        'Gives a trained model a name, which this lab shows beside what the model is made of, and by which commands find it. Names are part of no hash: results and reports stay what they are.',
      examples: [
        ['muroan model rename 3f9a12 "Baseline of May"', 'a model by the beginning of its id (see muroan model list)'],
        ['muroan model rename "Baseline of May" --clear', 'takes the name away'],
      ],
      uses: 'lab',
      configure: (command) => {
        command.option('--clear', 'take the name away');
      },
    },
    async ({ withEngine, show, terminal, options }, [given, wanted]) => {
      const name = nameFrom(wanted, options);
      const renamed = await withEngine(async (session) => {
        const { id, title } = await findModel(session, given);
        const { before } = await session.request('models.rename', { model: id, name });
        return { id, title, name, before };
      });
      show(renamed, () => {
        const model = `${shortId(renamed.id)} (${visibleText(renamed.title)})`;
        terminal.print(
          name === null ? `Model ${model} has no name now.` : `Model ${model} is called "${visibleText(name)}" now.`,
        );
      });
      return undefined;
    },
  );
}

/** The name that is wished for; null: none. @throws LabError `invalid` */
function nameFrom(given: string | undefined, { clear = false }: RenameOptions): string | null {
  if (clear === (given === undefined)) return given === undefined ? null : parse(ModelName, given, 'name');
  throw new LabError('invalid', clear ? 'A name is given, and to be taken away.' : 'No name is given.', {
    where: 'name',
    remedy: 'Give a name, or --clear to take it away.',
  });
}

async function namesIn(session: EngineSession): Promise<ModelNames> {
  return modelNames(await session.request('models.names', {}));
}

/** What `--json` tells of a model: its name too, where it has one. */
function named(model: ModelDescription, names: ModelNames): ModelDescription & { readonly name?: string } {
  const name = names.get(model.id);
  return name === undefined ? model : { name, ...model };
}

function accuracy(model: ModelDescription): string {
  return percentEstimate(rateOfCounts(model.test.correct, model.test.count));
}

/** Titles end in the seed, which has a column of its own. */
function titleWithoutSeed({ title, spec }: ModelDescription): string {
  const end = withSeed('', spec.seed);
  return title.endsWith(end) ? title.slice(0, -end.length) : title;
}

/** `5 of 8`; where a later one has a lower loss, why it was not kept. */
function keptEpoch({ bestEpoch, curve }: ModelDescription): string {
  const kept = curve.find(({ epoch }) => epoch === bestEpoch);
  const lower = curve.some(
    ({ epoch, validationLoss }) => epoch > bestEpoch && validationLoss < (kept?.validationLoss ?? 0),
  );
  const why = lower ? ` (later ones lower the validation loss by no more than ${String(leastImprovement)})` : '';
  return `${String(bestEpoch)} of ${String(curve.length)}${why}`;
}

function printList(models: readonly ModelDescription[], names: ModelNames, terminal: Terminal): void {
  if (models.length === 0) {
    terminal.print('No models in this lab folder yet. Train one:');
    terminal.print('  muroan model train --data caption-match');
    return;
  }
  table<ModelDescription>(
    [
      { title: 'id', text: (model) => shortId(model.id), style: terminal.out.bold },
      ...(names.size === 0
        ? []
        : [{ title: 'name', text: (model: ModelDescription) => visibleText(names.get(model.id) ?? '') }]),
      { title: 'title', text: (model) => visibleText(titleWithoutSeed(model)) },
      { title: 'seed', text: (model) => String(model.spec.seed), align: 'right' },
      { title: 'data set', text: (model) => model.spec.dataset },
      { title: 'parameters', text: (model) => decimal(model.parameters), align: 'right' },
      { title: 'test accuracy [95 %]', text: accuracy, align: 'right' },
      { title: 'n', text: (model) => decimal(model.test.count), align: 'right' },
    ],
    models,
    { width: terminal.tableWidth, heading: terminal.out.dim },
  ).forEach(terminal.print);
}

function printModel(model: ModelDescription, name: string | null, terminal: Terminal): void {
  const { encoders, fusion, head } = model.spec.recipe;
  terminal.print(terminal.out.bold(visibleText(name ?? model.title)));
  facts([
    ...(name === null ? [] : [['title', visibleText(model.title)] as const]),
    ['id', shortId(model.id)],
    ['data set', `${model.spec.dataset} (${shortId(model.datasetHash)})`],
    ...Object.entries(encoders).map(([modality, encoder]): readonly [string, string] => [
      `${visibleText(modality)} encoder`,
      choiceText(encoder),
    ]),
    ['fusion', choiceText(fusion)],
    ['head', choiceText(head)],
    ['training', choiceText(model.spec.training)],
    ['seed', String(model.spec.seed)],
    ['parameters', decimal(model.parameters)],
    ['test accuracy', `${accuracy(model)}, n ${decimal(model.test.count)}`],
    ['epoch kept', `${keptEpoch(model)}, ${duration(model.seconds)} on ${visibleText(model.device)}`],
    ['weights', shortId(model.weightsHash)],
  ]).forEach(terminal.print);
  if (model.curve.length === 0) return;
  terminal.print();
  table<CurvePoint>(
    [
      { title: 'epoch', text: (point) => String(point.epoch), align: 'right' },
      { title: 'train loss', text: (point) => point.trainLoss.toFixed(3), align: 'right' },
      { title: 'accuracy', text: (point) => percent(point.trainAccuracy), align: 'right' },
      { title: 'validation loss', text: (point) => point.validationLoss.toFixed(3), align: 'right' },
      { title: 'accuracy', text: (point) => percent(point.validationAccuracy), align: 'right' },
    ],
    model.curve,
    { width: terminal.tableWidth, heading: terminal.out.dim },
  ).forEach(terminal.print);
}

function printChoices(title: string, choices: readonly Choice[], terminal: Terminal): void {
  terminal.print(terminal.out.bold(title));
  choices.forEach((choice) => {
    terminal.print(`  ${terminal.out.cyan(choice.name)}  ${choice.meaning}`);
    facts(
      choice.fields.map((field) => [
        `      ${field.name} = ${JSON.stringify(field.default)}${field.unit === null ? '' : ` ${field.unit}`}`,
        `${field.meaning} (${field.range})`,
      ]),
    ).forEach(terminal.print);
  });
  terminal.print();
}
