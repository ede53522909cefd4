import { Group, Select, Stack } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import type { AnalysedRun } from '../../../analysis/analysed-run';
import { isVoted } from '../../../shared/certificates/certificate';
import { shownText } from '../../../shared/text/shown-text';
import { setQuery, useRoute } from '../../address/route';
import { texts } from '../../texts/catalogue';
import { EmptyState } from '../../ui/EmptyState';
import { HeldSamples } from '../samples/HeldSamples';
import { attackChanges, cellOfChange, certificateChanges, degradationChanges } from '../samples/sample-change';
import { pixelCases, pixelOrders, votedCases, type PixelOrder } from './pixel-cases';
import { PixelInspector, VotesInspector } from './PixelInspector';

const words = texts.results.samples;
const own = texts.results.pixelSamples;

/** Sample by sample: what is true of every pixel, and what was answered before and after. */
export function PixelSamplesPart({ measured: { input, analysis } }: { readonly measured: AnalysedRun }): ReactNode {
  const models = analysis.segmentation?.models ?? [];
  const certificates = certificateChanges(analysis);
  const changes = [...attackChanges(analysis), ...degradationChanges(analysis), ...certificates];
  const [model, setModel] = useState(models.at(0)?.model ?? '');
  const { query } = useRoute();
  const change = (changes.find(({ key }) => key === query.change) ?? changes.at(0))?.key ?? '';
  const [order, setOrder] = useState<PixelOrder>('most-lost');
  const cell = cellOfChange(input.run.expansion.cells, model, change);
  const cases = useMemo(() => pixelCases(input.records, cell?.id ?? '', order), [input.records, cell, order]);
  const voted = useMemo(() => votedCases(input.records, cell?.id ?? ''), [input.records, cell]);
  if (changes.length === 0) return <EmptyState {...texts.results.noAttacks} />;
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        <Select
          label={words.model}
          data={models.map((one) => ({ value: one.model, label: shownText(one.title) }))}
          value={model}
          allowDeselect={false}
          onChange={(value) => {
            setModel(value ?? model);
          }}
          w={230}
        />
        <Select
          label={certificates.length > 0 ? own.done : own.change}
          data={changes.map(({ key, title }) => ({ value: key, label: shownText(title) }))}
          value={change}
          allowDeselect={false}
          onChange={(value) => {
            setQuery({ change: value ?? change });
          }}
          w={320}
        />
        {cell?.kind === 'certificate' ? null : (
          <Select
            label={words.order}
            data={pixelOrders.map((id) => ({ value: id, label: own.orders[id] }))}
            value={order}
            allowDeselect={false}
            onChange={(value) => {
              setOrder(pixelOrders.find((id) => id === value) ?? order);
            }}
            w={220}
          />
        )}
      </Group>
      <HeldSamples input={input} none={own.none}>
        {cell?.kind === 'certificate' ? (
          voted.length === 0 || !isVoted(cell.certificate) ? null : (
            <VotesInspector
              key={cell.id}
              cases={voted}
              certificate={cell.certificate}
              model={cell.model}
              input={input}
            />
          )
        ) : cell === undefined || cases.length === 0 ? null : (
          <PixelInspector key={`${cell.id} ${order}`} cases={cases} cell={cell} input={input} />
        )}
      </HeldSamples>
    </Stack>
  );
}
