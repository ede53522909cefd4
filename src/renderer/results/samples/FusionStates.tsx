import { Stack, Table, Text } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import type { AnalysisInput } from '../../../analysis/input';
import { toleranceOf } from '../../../analysis/measures/settling';
import { residualCurves } from '../../../report/charts/residual-curves';
import type { Chart as ChartContent } from '../../../report/document';
import { isUndecided } from '../../../shared/records/answer';
import type { Settled, Weighed } from '../../../shared/records/record';
import { answerName, type Answered } from '../../../shared/data/target';
import { Chart } from '../../charts/Chart';
import { texts } from '../../texts/catalogue';
import type { Case } from './cases';
import { fusionStatesOf, type FusionState } from './fusion-states';
import type { ChangeCell } from './sample-change';

const words = texts.results.samples;

/** What happened inside the fusion on a sample, before and after; nothing for models that treat all samples alike. */
export function FusionStates(props: {
  readonly record: Case;
  readonly cell: ChangeCell;
  readonly input: AnalysisInput;
}): ReactNode {
  const { record, cell, input } = props;
  const states = useMemo(() => fusionStatesOf(record, cell, input), [record, cell, input]);
  if (states.length === 0) return null;
  const weighed = states.flatMap(({ when, facts }) =>
    facts.weighed === undefined ? [] : [{ when, ...facts.weighed }],
  );
  return (
    <Stack gap="xs">
      {weighed.length > 0 && <Weights states={weighed} />}
      {states.map(
        ({ when, facts: { settled }, predicted }) =>
          settled !== undefined && (
            <Rest key={when} when={when} settled={settled} predicted={predicted} data={input.dataset} />
          ),
      )}
    </Stack>
  );
}

/** A row per input: what it counts for, and what its own answer loses, in each state. */
function Weights({
  states,
}: {
  readonly states: readonly (Weighed & { readonly when: FusionState['when'] })[];
}): ReactNode {
  const own = states.some(({ losses }) => losses !== undefined);
  return (
    <Stack gap={4}>
      <Table verticalSpacing={2} horizontalSpacing="md" fz="xs" w="auto" aria-label={words.weighed.label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.weighed.input}</Table.Th>
            {states.map(({ when }) => (
              <Table.Th key={when} ta="right">
                {words.weighed.weight(words.weighed.when[when])}
              </Table.Th>
            ))}
            {own &&
              states.map(({ when }) => (
                <Table.Th key={when} ta="right">
                  {words.weighed.loss(words.weighed.when[when])}
                </Table.Th>
              ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {Object.keys(states[0].weights).map((modality) => (
            <Table.Tr key={modality}>
              <Table.Th scope="row" fw={400}>
                {modality}
              </Table.Th>
              {states.map(({ when, weights }) => (
                <Table.Td key={when} ta="right">
                  {decimal(weights[modality])}
                </Table.Td>
              ))}
              {own &&
                states.map(({ when, losses }) => (
                  <Table.Td key={when} ta="right">
                    {losses === undefined ? '–' : decimal(losses[modality])}
                  </Table.Td>
                ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" maw="80ch">
        {words.weighed.hint}
      </Text>
    </Stack>
  );
}

/** Residual by step, in each state, of a fusion that iterates; nothing of others. */
export function RestChart(props: {
  readonly record: Case;
  readonly cell: ChangeCell;
  readonly input: AnalysisInput;
}): ReactNode {
  const { record, cell, input } = props;
  const chart = useMemo(() => restChart(record, cell, input), [record, cell, input]);
  return chart === null ? null : <Chart chart={chart} />;
}

function restChart(record: Case, cell: ChangeCell, input: AnalysisInput): ChartContent | null {
  const own = words.settled;
  const lines = fusionStatesOf(record, cell, input).flatMap(({ when, facts: { settled } }, colour) =>
    // Dotted, the second lets the first be seen where both are alike.
    settled === undefined
      ? []
      : [{ name: own.when[when], residuals: settled.residuals, style: { colour, dotted: colour > 0 } }],
  );
  if (lines.length === 0) return null;
  const model = input.run.expansion.cells.find((one) => one.kind === 'model' && one.model === cell.model);
  const tolerance = model?.kind === 'model' ? toleranceOf(model.spec.recipe.fusion) : null;
  return residualCurves({
    ...{ id: 'residuals-of-sample', title: own.chart, caption: own.caption, lines },
    tolerances: tolerance === null ? [] : [tolerance],
  });
}

/** How a fusion that iterates came to rest. */
function Rest({
  when,
  settled,
  predicted,
  data,
}: {
  readonly when: FusionState['when'];
  readonly settled: Settled;
  readonly predicted: number;
  readonly data: Answered;
}): ReactNode {
  const own = words.settled;
  return (
    <Stack gap={2}>
      <Text size="xs">
        {own[settled.solved ? 'solved' : 'unsolved'](own.when[when], decimal(settled.residuals.length))}
      </Text>
      {isUndecided({ predicted }, settled) && <Text size="xs">{own.undecided(answerName(data, settled.doubled))}</Text>}
    </Stack>
  );
}
