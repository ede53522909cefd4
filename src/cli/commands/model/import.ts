import path from 'node:path';
import type { Command } from 'commander';
import { measuredScoreText, measuredScoreTitle, statedNumbers } from '../../../analysis/stated-accuracy';
import { readJsonFile } from '../../../host/files/json-file';
import { fromWire, LabError } from '../../../shared/errors';
import { shortId } from '../../../shared/identity';
import type { GivenSource } from '../../../shared/imported/imported-model';
import { modelMapFormat, type ModelMap } from '../../../shared/imported/model-map';
import { parseFile } from '../../../shared/json/json-file';
import { ensureDataset } from '../../../shared/lookup/datasets';
import { blackBoxAttacks } from '../../../shared/planning/black-box-limits';
import type { ModelDescription } from '../../../shared/models/model-description';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { leaf, nextCommand } from '../../leaf';
import { fileName } from '../../option-values';
import type { EngineSession } from '../../session';
import type { Terminal } from '../../terminal';
import { areWeights, bring, printBrought } from './bring';
import { sourceOf } from './given-source';
import { givesLines, printTried } from './import-text';
import { testAccuracy } from './model-text';

interface ImportOptions {
  readonly data?: string;
  readonly map?: string;
  readonly spec?: string;
  readonly stated?: string;
}

export function addModelImport(group: Command, environment: CliEnvironment): void {
  leaf<ImportOptions>(
    group,
    environment,
    {
      name: 'import <model>',
      summary: 'bring a model that was made elsewhere',
      description:
        'Takes an ONNX file, the model.json of TensorFlow.js (layers or a graph), a folder or a zip archive that one of them lies in, or the address of a program of yours on this machine that answers by the protocol of docs/predictor.md. Of a program attacks have labels and scores only; a graph of operators that the lab knows gives its gradients too, and a tensor of it for the embedding (docs/models.md). A map (JSON) tells how samples reach it and what its numbers mean; muroan model inspect writes one to go on from. Without --map the one that lies beside the model is used, as muroan model export writes it. Five samples are answered first, then the whole test split. A study has it as a subject by its id. A safetensors file instead is the weights of a recipe of the lab, which becomes a model without being trained: of the recipe that the file names, as muroan model export writes it, or that of --spec.',
      examples: [
        [
          'muroan model import model.onnx --data memes --map map.json',
          'as a map says that `muroan model inspect` wrote; checks it on the test split and keeps it',
        ],
        ['muroan model import model.zip --data memes', 'what the lab exported, by the map in it'],
        [
          'muroan model import saved/model.json --data memes --map map.json',
          'a model of TensorFlow.js; its weights lie beside it',
        ],
        [
          'muroan model import memes.safetensors --data memes --stated 0.81',
          'weights that model export wrote, or Python, with the recipe in them',
        ],
        [
          'muroan model import http://127.0.0.1:8000/ --data memes --map map.json',
          'a program of yours, where "muroan model predictors on" allows that',
        ],
      ],
      uses: 'device',
      configure: (command) => {
        command
          .option('--data <name>', 'data set that it answers')
          .option(
            '--map <file>',
            'how samples reach it; without, the map beside the model; of weights: names of tensors in the file to those of the recipe',
            fileName,
          )
          .option('--spec <file>', 'of weights: specification of the model, as model train reads it', fileName)
          .option('--stated <share>', 'of weights: share of right answers that is stated for the test split, 0 to 1');
      },
    },
    async ({ withEngine, show, terminal, options, labArgument, environment: { workingDirectory } }, [given]) => {
      if (areWeights(given)) {
        const model = await withEngine((session) => bring(session, given, options, workingDirectory));
        show(model, () => {
          printBrought(model, labArgument, terminal);
        });
        return undefined;
      }
      if (options.spec !== undefined) throw onlyOf('--spec', 'weights in a safetensors file');
      if (options.stated !== undefined) throw onlyOf('--stated', 'weights in a safetensors file');
      const { data, map: mapName } = options;
      if (data === undefined) throw missing('--data', 'No data set is named.', 'Give --data NAME.');
      const source = sourceOf(given, workingDirectory);
      const named = mapName === undefined ? null : readMap(path.resolve(workingDirectory, mapName));
      const found = await withEngine(async (session) => {
        const { name: dataset } = await ensureDataset(session, data, '--data');
        const params = { source, dataset, ...(named ?? (await mapBeside(session, source))) };
        const tried = await session.request('models.try', params);
        return { tried, model: await session.request('models.import', params) };
      });
      show(found.model, () => {
        if (named === null) terminal.print('The map beside the model is used.');
        printTried(found.tried, found.model, terminal);
        terminal.print();
        terminal.print(terminal.out.bold(visibleText(found.model.title)));
        terminal.print(`test accuracy ${testAccuracy(found.model)}, n ${String(found.model.test.count)}`);
        const score = measuredScoreText(found.model);
        if (score !== null) terminal.print(`${measuredScoreTitle(found.model) ?? ''} ${visibleText(score)}`);
        for (const { agrees, text } of statedNumbers(found.model)) {
          terminal.print(agrees ? visibleText(text) : terminal.out.yellow(visibleText(text)));
        }
        terminal.print();
        if (found.model.imported !== undefined) givesLines(found.model.imported).forEach(terminal.print);
        printAttacks(found.model, terminal);
        terminal.print();
        terminal.print('As a subject of a study:');
        terminal.print(JSON.stringify({ name: found.model.title, recipe: found.model.spec.recipe }, null, 2));
        // By scores, where no embedding is there to look at.
        const criterion =
          found.model.imported?.gives.includes('embedding') === true ? [] : ['--criterion', 'score-drop'];
        terminal.print(`Next: ${nextCommand(['attack', shortId(found.model.id), ...criterion], labArgument)}`);
      });
      return undefined;
    },
  );
}

function onlyOf(where: string, what: string): LabError {
  return new LabError('invalid', `goes with ${what} only.`, { where, remedy: 'Leave it out.' });
}

function missing(where: string, message: string, remedy: string): LabError {
  return new LabError('invalid', message, { where, remedy });
}

interface FoundMap {
  readonly map: ModelMap;
  /** Of files that it names. */
  readonly directory: string | null;
}

function readMap(file: string): FoundMap {
  return { map: parseFile(readJsonFile(file), modelMapFormat, file), directory: path.dirname(file) };
}

/** The map that lies beside the model, as exports of the lab have one. */
async function mapBeside(session: EngineSession, source: GivenSource): Promise<FoundMap> {
  const { map, mapError, directory } = await session.request('models.inspect', { source });
  if (mapError !== null) throw fromWire(mapError);
  if (map === null) {
    throw missing(
      '--map',
      'No map is named, and none lies beside the model.',
      'Give --map FILE; muroan model inspect writes one with --out.',
    );
  }
  return { map, directory };
}

/** Which attacks it can be put to, and why not to the others. */
function printAttacks({ modalities, spec, target, imported }: ModelDescription, terminal: Terminal): void {
  if (imported === undefined) return;
  const read = Object.fromEntries(Object.entries(modalities).filter(([id]) => Object.hasOwn(spec.recipe.encoders, id)));
  const attacks = blackBoxAttacks(read, imported, target);
  const possible = attacks.flatMap(({ name, reason }) => (reason === null ? [name] : []));
  terminal.print(`Attacks: ${possible.join(', ')}; degradations and certificates by votes as well.`);
  const reasons = [...new Set(attacks.flatMap(({ reason }) => reason ?? []))];
  for (const reason of reasons) {
    const names = attacks.flatMap((attack) => (attack.reason === reason ? [attack.name] : []));
    terminal.print(terminal.out.dim(`Not possible: ${names.join(', ')}, which ${reason}.`));
  }
}
