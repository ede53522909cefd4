import { findModel } from '../../../shared/lookup/models';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { printModel } from './model-text';
import { namesIn, named } from './names';
import type { Command } from 'commander';

export function addModelShow(group: Command, environment: CliEnvironment): void {
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
