import path from 'node:path';
import { z } from 'zod';
import { statedNumbers } from '../../../analysis/stated-accuracy';
import { readJsonFile } from '../../../host/files/json-file';
import { LabError } from '../../../shared/errors';
import { shortId } from '../../../shared/identity';
import { ensureDataset } from '../../../shared/lookup/datasets';
import type { ModelDescription } from '../../../shared/models/model-description';
import { ModelSpec } from '../../../shared/models/model-spec';
import { parse } from '../../../shared/parse';
import { modelRequests } from '../../../shared/protocol/models';
import { nextCommand } from '../../leaf';
import type { EngineSession } from '../../session';
import type { Terminal } from '../../terminal';
import { printModel } from './model-text';
import { readWeights } from './weights';

export interface BringOptions {
  readonly data?: string;
  readonly map?: string;
  readonly spec?: string;
  readonly stated?: string;
}

/** Weights, in place of a whole model? */
export function areWeights(given: string): boolean {
  return /\.safetensors$/iu.test(given);
}

const Stated = z.coerce.number().min(0).max(1).nullable();

/** A file of weights as a model of the lab's own parts. @throws LabError for what does not fit */
export async function bring(
  session: EngineSession,
  given: string,
  options: BringOptions,
  workingDirectory: string,
): Promise<ModelDescription> {
  const resolved = (name: string): string => path.resolve(workingDirectory, name);
  const spec = options.spec === undefined ? null : parse(ModelSpec, readJsonFile(resolved(options.spec)), '');
  const names = options.map === undefined ? {} : readJsonFile(resolved(options.map));
  const stated = options.stated === undefined ? null : parse(Stated, options.stated, '--stated');
  const { name: dataset } = await ensureDataset(
    session,
    options.data ?? spec?.dataset ?? noData(),
    options.data === undefined ? 'dataset' : '--data',
  );
  const file = resolved(given);
  return session.request('models.bring', {
    file: path.basename(file),
    content: readWeights(file).toString('base64'),
    names: parse(modelRequests['models.bring'].params.shape.names, names, '--map'),
    dataset,
    recipe: spec?.recipe ?? null,
    statedAccuracy: stated,
  });
}

export function printBrought(model: ModelDescription, labArgument: string, terminal: Terminal): void {
  printModel(model, null, terminal);
  for (const { agrees, text } of statedNumbers(model)) if (!agrees) terminal.print(terminal.out.yellow(text));
  const { recipe, brought } = model.spec;
  terminal.print();
  terminal.print('As a subject of a study:');
  terminal.print(JSON.stringify({ name: model.title, recipe, brought }, null, 2));
  terminal.print(`Next: ${nextCommand(['attack', shortId(model.id)], labArgument)}`);
}

function noData(): never {
  throw new LabError('invalid', 'No data set is named.', {
    where: '--data',
    remedy: 'Give --data NAME, or --spec FILE with the specification of the model.',
  });
}
