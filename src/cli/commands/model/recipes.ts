import { recipeCatalogue, type Choice, type ChoiceField } from '../../../shared/planning/choice-catalogue';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { facts } from '../../table';
import type { Terminal } from '../../terminal';
import type { Command } from 'commander';

export function addModelRecipes(group: Command, environment: CliEnvironment): void {
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

function printChoices(title: string, choices: readonly Choice[], terminal: Terminal): void {
  terminal.print(terminal.out.bold(title));
  choices.forEach((choice) => {
    terminal.print(`  ${terminal.out.cyan(choice.name)}  ${choice.meaning}`);
    facts(
      leaves(choice.fields).map((field) => [
        `      ${field.name} = ${JSON.stringify(field.default)}${field.unit === null ? '' : ` ${field.unit}`}`,
        `${field.meaning} (${field.range})`,
      ]),
    ).forEach(terminal.print);
  });
  terminal.print();
}

/** Fields of a group by their path: `adversarial.steps`. */
function leaves(fields: readonly ChoiceField[]): readonly ChoiceField[] {
  return fields.flatMap((field) =>
    field.kind === 'group'
      ? leaves(field.fields).map((part) => ({ ...part, name: `${field.name}.${part.name}` }))
      : [field],
  );
}
