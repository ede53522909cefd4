import { decimal } from '../../../analysis/format';
import { isMadeElsewhere } from '../../../shared/models/brought';
import { shortId } from '../../../shared/identity';
import type { ModelNames } from '../../../shared/models/model-name';
import { withSeed } from '../../../shared/text/naming';
import type { ModelDescription } from '../../../shared/models/model-description';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { leaf, nextCommand } from '../../leaf';
import { table } from '../../table';
import type { Terminal } from '../../terminal';
import { testAccuracy } from './model-text';
import { namesIn, named } from './names';
import type { Command } from 'commander';

export function addModelList(group: Command, environment: CliEnvironment): void {
  leaf<object>(
    group,
    environment,
    {
      name: 'list',
      summary: 'list the models',
      description: 'Lists the models of the lab folder, trained or imported, baselines included.',
      examples: [['muroan model list', 'every model, with its accuracy on the whole test split']],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal, labArgument }) => {
      const { models, names } = await withEngine(async (session) => ({
        models: await session.request('models.list', {}),
        names: await namesIn(session),
      }));
      show(
        models.map((model) => named(model, names)),
        () => {
          printList(models, names, labArgument, terminal);
        },
      );
      return undefined;
    },
  );
}

function printList(
  models: readonly ModelDescription[],
  names: ModelNames,
  labArgument: string,
  terminal: Terminal,
): void {
  if (models.length === 0) {
    terminal.print('No models in this lab folder yet. Train one:');
    terminal.print(`  ${nextCommand(['model', 'train', '--data', 'caption-match'], labArgument)}`);
    return;
  }
  table<ModelDescription>(
    [
      { title: 'id', text: (model) => shortId(model.id), style: terminal.out.bold },
      ...(names.size === 0
        ? []
        : [{ title: 'name', text: (model: ModelDescription) => visibleText(names.get(model.id) ?? '') }]),
      { title: 'title', text: (model) => visibleText(titleWithoutSeed(model)) },
      {
        title: 'seed',
        text: (model) => (isMadeElsewhere(model) ? '–' : String(model.spec.seed)),
        align: 'right',
      },
      { title: 'data set', text: (model) => model.spec.dataset },
      { title: 'parameters', text: (model) => decimal(model.parameters), align: 'right' },
      { title: 'test accuracy [95 %]', text: testAccuracy, align: 'right' },
      { title: 'n', text: (model) => decimal(model.test.count), align: 'right' },
    ],
    models,
    { width: terminal.tableWidth, heading: terminal.out.dim },
  ).forEach(terminal.print);
}

/** Titles end in the seed, which has a column of its own. */
function titleWithoutSeed({ title, spec }: ModelDescription): string {
  const end = withSeed('', spec.seed);
  return title.endsWith(end) ? title.slice(0, -end.length) : title;
}
