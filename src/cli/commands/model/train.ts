import path from 'node:path';
import { readJsonFile } from '../../../host/files/json-file';
import { LabError } from '../../../shared/errors';
import { shortId } from '../../../shared/identity';
import { ensureDataset } from '../../../shared/lookup/datasets';
import { parse } from '../../../shared/parse';
import { recipeDraft } from '../../../shared/planning/recipe-draft';
import { ModelSpec } from '../../../shared/models/model-spec';
import { withAssignments } from '../../assignments';
import type { CliEnvironment } from '../../environment';
import { leaf, nextCommand } from '../../leaf';
import { assignment, fileName, wholeNumber } from '../../option-values';
import {
  addRecipeOptions,
  fusionNames,
  recipeOptionMeantBy,
  recipeParts,
  type RecipeOptions,
} from '../../recipe-options';
import type { EngineSession } from '../../session';
import { printModel } from './model-text';
import { addWeightsFile } from './weights';
import type { Command } from 'commander';

interface TrainOptions extends RecipeOptions {
  readonly data?: string;
  readonly fusion: string;
  readonly pretrained?: Readonly<Record<string, string>>;
  readonly seed?: number;
  readonly set?: Readonly<Record<string, string>>;
  readonly spec?: string;
}

export function addModelTrain(group: Command, environment: CliEnvironment): void {
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
        [
          'muroan model train --data caption-match --pretrained image=image.safetensors',
          'the encoder of pictures starts from a file, and stays as it is',
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
          .option(
            '--pretrained <modality=file>',
            'safetensors file, or the beginning of the hash of weights of the lab, that an encoder starts from and stays as; may be repeated (--set training.pretrained.MODALITY.encoder=tuned: it learns on)',
            assignment,
          )
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
        const pretrained = await weightsFrom(session, options.pretrained ?? {}, workingDirectory);
        const spec = parse(ModelSpec, withAssignments(drafted, { ...seeded, ...pretrained, ...options.set }), '');
        await ensureDataset(session, spec.dataset, 'dataset');
        return session.request('models.train', { spec });
      });
      show(model, () => {
        printModel(model, null, terminal);
        terminal.print();
        terminal.print(`Next: ${nextCommand(['attack', shortId(model.id)], labArgument)}`);
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

/** Weights by their hash as fields of the specification; files are added to the lab first. */
async function weightsFrom(
  session: EngineSession,
  given: Readonly<Record<string, string>>,
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const fields: Record<string, string> = {};
  for (const [modality, source] of Object.entries(given)) {
    const known = /^[0-9a-f]{6,64}$/u.test(source) ? await session.request('weights.list', {}) : [];
    const { hash } =
      known.find((weights) => weights.hash.startsWith(source)) ??
      (await addWeightsFile(session, path.resolve(folder, source)));
    fields[`training.pretrained.${modality}.weights`] = JSON.stringify(hash);
  }
  return fields;
}
