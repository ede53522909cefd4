import { LabError } from '../../../shared/errors';
import { shortId } from '../../../shared/identity';
import { findModel } from '../../../shared/lookup/models';
import { ModelName } from '../../../shared/models/model-name';
import { parse } from '../../../shared/parse';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import type { Command } from 'commander';

interface RenameOptions {
  readonly clear?: boolean;
}

export function addModelRename(group: Command, environment: CliEnvironment): void {
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
