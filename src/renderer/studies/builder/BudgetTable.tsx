import { ActionIcon, Button, Table, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { modalityFacts, type ModalityKind } from '../../../shared/data/modality';
import { shownName } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { withField } from '../../parts/part-draft';
import { replaced, subjectWithout, without } from '../plan-edits';
import { fieldAt, problemExactlyAt } from '../../parts/problems';
import type { AttackCardProps } from './attack-card-props';
import { OtherProblems, ProblemText } from './section';
import { NumberField } from '../../ui/NumberField';

const words = texts.builder.attacks;

/** Radii by modality: a line for each budget at which the attack runs. */
export function BudgetTable(props: AttackCardProps & { readonly where: string }): ReactNode {
  const { attack, plan, manifest, problems, where, onChange } = props;
  const budgets = attack.budgets ?? [];
  const modalities = Object.entries(manifest.modalities);
  return (
    <div data-field={`${where}.budgets`}>
      <Text size="xs" c="dimmed">
        {words.budgetsHint}
      </Text>
      <Table w="auto" verticalSpacing={3} withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            {modalities.map(([id, spec]) => {
              const blind = subjectWithout(plan, id);
              const carries = isCarried(attack.name, spec.kind);
              return (
                <Table.Th key={id} pl={0} fw={600}>
                  {shownName(id)}
                  <Text size="xs" c="dimmed" fw={400} maw={200}>
                    {!carries
                      ? words.notCarried
                      : blind === null
                        ? modalityFacts[spec.kind].radius
                        : words.notReadBy(shownName(id), shownName(blind))}
                  </Text>
                </Table.Th>
              );
            })}
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {budgets.map((budget, index) => (
            <Table.Tr key={index} data-field={`${where}.budgets[${String(index)}]`}>
              {modalities.map(([id, { kind }]) => (
                <Table.Td key={id} pl={0} style={{ verticalAlign: 'top' }}>
                  <NumberField
                    w={150}
                    aria-label={words.radius(shownName(id), index + 1)}
                    placeholder={words.unchanged}
                    disabled={
                      (subjectWithout(plan, id) !== null || !isCarried(attack.name, kind)) && !Object.hasOwn(budget, id)
                    }
                    value={budget[id]}
                    {...fieldAt(problems, `${where}.budgets[${String(index)}].${id}`)}
                    onChange={(radius) => {
                      onChange({ ...attack, budgets: replaced(budgets, index, withField(budget, id, radius)) });
                    }}
                  />
                </Table.Td>
              ))}
              <Table.Td style={{ verticalAlign: 'top' }}>
                <ActionIcon
                  color="gray"
                  disabled={budgets.length === 1}
                  aria-label={words.removeBudget(index + 1)}
                  onClick={() => {
                    onChange({ ...attack, budgets: without(budgets, index) });
                  }}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </Table.Td>
              <Table.Td>
                <OtherProblems
                  problems={problems}
                  where={`${where}.budgets[${String(index)}]`}
                  fields={modalities.map(([id]) => id)}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Button
        variant="subtle"
        px={4}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => {
          onChange({ ...attack, budgets: [...budgets, {}] });
        }}
      >
        {words.addBudget}
      </Button>
      <ProblemText text={problemExactlyAt(problems, `${where}.budgets`)} />
    </div>
  );
}

/** What is changed in the embedding space of one model is nothing to another. */
function isCarried(attack: string, kind: ModalityKind): boolean {
  return attack !== 'transfer' || !modalityFacts[kind].latent;
}
