import { Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Comparison } from '../../analysis/comparison/subject-comparison';
import { decimal, interval, signedPoints } from '../../analysis/format';
import { rightAnswersNote, type RightAnswers } from '../../analysis/right-answers';
import type { Estimate } from '../../analysis/statistics/estimate';
import { marked } from '../../analysis/void-mark';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { useShares } from '../ui/use-shares';

const words = texts.systems.underAttack;

export interface AnswersTableProps {
  readonly answers: RightAnswers;
  readonly comparisons: readonly Comparison[];
  /** The subject that the others are shown beside. */
  readonly reference: string;
  /** Training seeds. */
  readonly seeds: number;
}

/** A line for every condition, a column for every subject: right answers, and below them their lead over the reference. */
export function AnswersTable({ answers, comparisons, reference, seeds }: AnswersTableProps): ReactNode {
  const { conditions, subjects, beside } = answers;
  return (
    <Stack gap="xs">
      <Table.ScrollContainer minWidth={0}>
        <Table aria-label={words.title} verticalSpacing={4} horizontalSpacing={6} striped={false}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th miw="7rem" style={{ verticalAlign: 'bottom' }}>
                {words.condition}
              </Table.Th>
              {subjects.map(({ name, isVoid }) => (
                <Table.Th key={name} style={{ verticalAlign: 'bottom' }}>
                  {shownText(isVoid ? marked(name) : name)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {conditions.map((condition, index) => (
              <Table.Tr key={condition} style={{ verticalAlign: 'top' }}>
                <Table.Th scope="row" fw={500}>
                  {shownText(index === 0 ? words.clean : condition)}
                </Table.Th>
                {subjects.map(({ name, shares }) => {
                  const compared = beside.find(({ a, b }) => a === name && b === reference);
                  return (
                    <Table.Td key={name}>
                      <Share estimate={shares[index]} />
                      {compared === undefined ? null : (
                        <Lead
                          difference={compared.differences[index]}
                          isShown={comparisons.some(
                            ({ a, b, setting, conclusion }) =>
                              a === name &&
                              b === compared.b &&
                              setting.title === condition &&
                              conclusion !== 'inconclusive',
                          )}
                        />
                      )}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" maw="90ch">
        {rightAnswersNote(answers)} {words.reading(shownText(reference))} {words.seeds(seeds, decimal(seeds))}{' '}
        {words.samples(decimal(Math.max(...subjects.flatMap(({ shares }) => shares.map(({ n }) => n)))))}
      </Text>
    </Stack>
  );
}

/** How many samples it is of stands below the table, once: it is the same for all. */
function Share({ estimate }: { readonly estimate: Estimate }): ReactNode {
  const { share, interval } = useShares();
  return (
    <Text size="sm">
      <Text span inherit fw={600} style={whole}>
        {estimate.value === null ? texts.ui.figure.missing : share(estimate.value)}
      </Text>
      {estimate.value === null ? null : (
        <>
          {' '}
          <Text span size="xs" c="dimmed" title={texts.ui.figure.interval} style={whole}>
            {interval(estimate)}
          </Text>
        </>
      )}
    </Text>
  );
}

/** In a narrow window an interval stands below its number; neither is broken. */
const whole = { whiteSpace: 'nowrap' } as const;

/** @param isShown by the study’s comparisons, corrected for their number */
function Lead({ difference, isShown }: { readonly difference: Estimate; readonly isShown: boolean }): ReactNode {
  return (
    <Text size="xs" {...(isShown ? { fw: 700 } : {})}>
      {difference.value === null ? (
        words.notJudged
      ) : (
        <>
          <span style={whole}>{`${signedPoints(difference.value)}${isShown ? ' *' : ''}`}</span>{' '}
          <span style={whole}>{interval(difference, signedPoints)}</span>
        </>
      )}
    </Text>
  );
}
