import { Anchor, Group, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { LabBaseline } from '../../analysis/lab-baselines';
import { rateOfCounts } from '../../analysis/statistics/estimate';
import type { ModelDescription } from '../../shared/models/model-description';
import { withName } from '../../shared/models/model-name';
import { shownText } from '../../shared/text/shown-text';
import { hrefTo } from '../address/route';
import { useShownModelNames } from '../lab/model-names';
import { texts } from '../texts/catalogue';
import { Figure } from '../ui/Figure';
import { Term } from '../ui/Term';
import { TrainHere } from './TrainHere';

const words = texts.models.alone;

export interface AloneTableProps {
  readonly model: ModelDescription;
  readonly baselines: readonly LabBaseline[];
}

/** Accuracy of a fused model beside that of each modality alone; where a baseline is missing, a way to train it. */
export function AloneTable({ model, baselines }: AloneTableProps): ReactNode {
  return (
    <Table aria-label={words.title}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{words.sees}</Table.Th>
          <Table.Th scope="col">
            <Term id="accuracy">{words.accuracy}</Term>
          </Table.Th>
          <Table.Th scope="col">{words.model}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <Line sees={words.all} model={model} />
        {baselines.map(({ modality, recipe, model: own }) =>
          own === null ? (
            <Table.Tr key={modality}>
              <Table.Th scope="row" fw={400}>
                {words.only(shownText(modality))}
              </Table.Th>
              <Table.Td colSpan={2}>
                <Group gap="sm">
                  <Text size="sm" span c="dimmed">
                    {words.missing}
                  </Text>
                  <TrainHere
                    variant="default"
                    label={words.train(shownText(modality))}
                    specOf={() => ({ ...model.spec, recipe })}
                  />
                  <Anchor size="sm" href={hrefTo('models', ['new'], { like: model.id, alone: modality })}>
                    {words.choose}
                  </Anchor>
                </Group>
              </Table.Td>
            </Table.Tr>
          ) : (
            <Line key={modality} sees={words.only(shownText(modality))} model={own} />
          ),
        )}
      </Table.Tbody>
    </Table>
  );
}

function Line({ sees, model }: { readonly sees: string; readonly model: ModelDescription }): ReactNode {
  const { id, title, test } = model;
  const names = useShownModelNames();
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {sees}
      </Table.Th>
      <Table.Td>
        <Figure estimate={rateOfCounts(test.correct, test.count)} size="sm" />
      </Table.Td>
      <Table.Td>
        <Anchor size="sm" href={hrefTo('models', [id])} style={{ overflowWrap: 'anywhere' }}>
          {shownText(withName(title, names.get(id)))}
        </Anchor>
      </Table.Td>
    </Table.Tr>
  );
}
