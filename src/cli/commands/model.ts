import type { Command } from 'commander';
import type { CliEnvironment } from '../environment';
import { addModelExport } from './model/export';
import { addModelImport } from './model/import';
import { addModelInspect } from './model/inspect';
import { addModelList } from './model/list';
import { addModelMerge } from './model/merge';
import { addModelPredictors } from './model/predictors';
import { addModelRecipes } from './model/recipes';
import { addModelRename } from './model/rename';
import { addModelShow } from './model/show';
import { addModelTrain } from './model/train';
import { addModelWeights } from './model/weights';

export function addModelCommands(program: Command, environment: CliEnvironment): void {
  const group = program
    .command('model')
    .summary('models: list, train, import, export, name, look at, merge, what they can be made of')
    .description('Fused models of the lab folder: encoders of each modality, a fusion, a head.');
  addModelList(group, environment);
  addModelRecipes(group, environment);
  addModelTrain(group, environment);
  addModelShow(group, environment);
  addModelRename(group, environment);
  addModelMerge(group, environment);
  addModelWeights(group, environment);
  addModelExport(group, environment);
  addModelInspect(group, environment);
  addModelImport(group, environment);
  addModelPredictors(group, environment);
}
