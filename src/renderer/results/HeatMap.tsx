import { Group, SegmentedControl, Table, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { underSetting, type AttackSetting } from '../../analysis/attack-setting';
import { decimal } from '../../analysis/format';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import type { Estimate } from '../../analysis/statistics/estimate';
import { visibleText } from '../../shared/visible-text';
import { texts } from '../texts/catalogue';
import { useShares } from '../ui/use-shares';

const words = texts.results.heatMap;
const measures = ['robustAccuracy', 'successRate'] as const;
type Measure = (typeof measures)[number];

/** Share of the cell's ground that its colour takes at most: the text must stay legible on it. */
const strongest = 45;

export interface HeatMapProps {
  readonly models: readonly ModelAnalysis[];
  readonly settings: readonly AttackSetting[];
}

/** Model × attack at a glance; every cell holds its number. */
export function HeatMap({ models, settings }: HeatMapProps): ReactNode {
  const [measure, setMeasure] = useState<Measure>('robustAccuracy');
  if (settings.length === 0) return null;
  return (
    <section aria-labelledby="heat-map">
      <Group justify="space-between" mb="xs">
        <Title order={2} id="heat-map">
          {words.title}
        </Title>
        <SegmentedControl
          aria-label={words.measure}
          value={measure}
          onChange={(value) => {
            setMeasure(measures.find((id) => id === value) ?? 'robustAccuracy');
          }}
          data={measures.map((id) => ({ value: id, label: words.measures[id] }))}
        />
      </Group>
      <Table.ScrollContainer minWidth={420}>
        <Table withColumnBorders>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.attack}</Table.Th>
              {models.map(({ model, title }) => (
                <Table.Th key={model} ta="right">
                  {visibleText(title)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {settings.map((setting) => (
              <Table.Tr key={setting.key}>
                <Table.Th scope="row" fw={400}>
                  {visibleText(setting.title)}
                </Table.Th>
                {models.map((model) => {
                  const measured = underSetting([...model.removals, ...model.perturbations], setting);
                  return <Cell key={model.model} estimate={measured?.[measure] ?? null} measure={measure} />;
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed">
        {words.note}
      </Text>
    </section>
  );
}

interface CellProps {
  readonly estimate: Estimate | null;
  readonly measure: Measure;
}

function Cell({ estimate, measure }: CellProps): ReactNode {
  const { share, interval } = useShares();
  const value = estimate?.value ?? null;
  if (estimate === null || value === null) return <Table.Td ta="right">–</Table.Td>;
  const harm = measure === 'successRate' ? value : 1 - value;
  return (
    <Table.Td ta="right" bg={`color-mix(in srgb, var(--lab-bad) ${(harm * strongest).toFixed(0)}%, transparent)`}>
      {share(value)}
      <Text span size="xs" display="block">
        {interval(estimate)} {texts.ui.figure.n(decimal(estimate.n))}
      </Text>
    </Table.Td>
  );
}
