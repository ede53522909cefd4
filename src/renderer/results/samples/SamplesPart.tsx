import { Group, Select, Stack } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import type { StudyAnalysis } from '../../../analysis/study-analysis';
import { uncertifiedWords } from '../../../analysis/uncertified';
import type { AnalysedRun } from '../../../analysis/analysed-run';
import { markedTitle } from '../../../analysis/void-mark';
import { decimal } from '../../../analysis/format';
import { removes } from '../../../shared/attacks/attack';
import { shownText } from '../../../shared/text/shown-text';
import { setQuery, useRoute } from '../../address/route';
import { texts } from '../../texts/catalogue';
import { EmptyState } from '../../ui/EmptyState';
import { casesOf, countOutcomes, orders, outcomes, type Order, type Outcome } from './cases';
import { HeldSamples, type HeldSamplesProps } from './HeldSamples';
import {
  attackChanges,
  cellOfChange,
  certificateChange,
  certificateChanges,
  degradationChanges,
  type Change,
} from './sample-change';
import { SampleInspector } from './SampleInspector';

const words = texts.results.samples;

/**
 * Sample by sample: what was shown to the model before and after, and what it answered. `change` of the route's query is
 * the attack or the degradation that is looked at.
 */
export function SamplesPart({ measured }: { readonly measured: AnalysedRun }): ReactNode {
  const { input, analysis } = measured;
  const models = analysis.subjects.flatMap((subject) => subject.models);
  const attacks = attackChanges(analysis);
  const degradations = degradationChanges(analysis);
  const certificates = certificateChanges(analysis);
  const changes = [...attacks, ...degradations, ...certificates];
  const [model, setModel] = useState(models.at(0)?.model ?? '');
  const { query } = useRoute();
  const change = (changes.find(({ key }) => key === query.change) ?? changes.at(0))?.key ?? '';
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [chosenOrder, setOrder] = useState<Order>('data');
  const cell = cellOfChange(input.run.expansion.cells, model, change);
  // Of what removes nothing, none is the smallest removal.
  const ordersHere: readonly Order[] =
    cell === undefined || (cell.kind === 'attack' && removes(cell.attack))
      ? orders
      : orders.filter((id) => id === 'data');
  const order = ordersHere.includes(chosenOrder) ? chosenOrder : 'data';
  const cases = useMemo(
    () => casesOf(input.records, cell?.id ?? '', outcome, order),
    [input.records, cell, outcome, order],
  );
  const counts = useMemo(() => countOutcomes(input.records, cell?.id ?? ''), [input.records, cell]);
  if (changes.length === 0) return <EmptyState {...texts.results.noAttacks} />;
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        <Select
          label={words.model}
          data={models.map((one) => ({ value: one.model, label: shownText(markedTitle(one)) }))}
          value={model}
          allowDeselect={false}
          onChange={(value) => {
            setModel(value ?? model);
          }}
          w={230}
        />
        <Select
          label={certificates.length > 0 ? words.done : degradations.length > 0 ? words.change : words.attack}
          data={
            changes.length === attacks.length
              ? attacks.map(choiceOf)
              : [
                  { group: words.groups.attacks, items: attacks.map(choiceOf) },
                  { group: words.groups.degradations, items: degradations.map(choiceOf) },
                  { group: words.groups.certificates, items: certificates.map(choiceOf) },
                ].filter(({ items }) => items.length > 0)
          }
          value={change}
          allowDeselect={false}
          onChange={(value) => {
            const next = cellOfChange(input.run.expansion.cells, model, value ?? change);
            // Attacks and failing inputs end in different ways.
            if (next?.kind !== cell?.kind) setOutcome(null);
            setQuery({ change: value ?? change });
          }}
          w={280}
        />
        <Select
          label={words.outcome}
          placeholder={words.allOutcomes}
          data={outcomes
            .filter((id) => counts[id] > 0 || id === outcome)
            .map((id) => ({ value: id, label: `${words.outcomes[id]} (${decimal(counts[id])})` }))}
          value={outcome}
          clearable
          onChange={(value) => {
            setOutcome(outcomes.find((id) => id === value) ?? null);
          }}
          w={300}
        />
        <Select
          label={words.order}
          data={ordersHere.map((id) => ({ value: id, label: words.orders[id] }))}
          value={order}
          allowDeselect={false}
          onChange={(value) => {
            setOrder(orders.find((id) => id === value) ?? 'data');
          }}
          w={190}
        />
      </Group>
      <HeldSamples input={input} none={cell === undefined ? notDone(analysis, model, change) : words.none}>
        {cell === undefined || cases.length === 0 ? null : (
          <SampleInspector key={`${cell.id} ${outcome ?? ''} ${order}`} cases={cases} cell={cell} input={input} />
        )}
      </HeldSamples>
    </Stack>
  );
}

/** A model that a certificate says nothing of, or that has nothing to lose of what fails. */
function notDone(analysis: StudyAnalysis, model: string, change: string): HeldSamplesProps['none'] {
  const subject = analysis.subjects.find(({ models }) => models.some((own) => own.model === model))?.name ?? '';
  const without = analysis.uncertified.find(
    ({ key, subjects }) => certificateChange(key) === change && subjects.includes(subject),
  );
  return without === undefined
    ? words.none
    : { ...words.uncertified, text: words.uncertified.text(shownText(uncertifiedWords(without))) };
}

function choiceOf({ key, title }: Change): { readonly value: string; readonly label: string } {
  return { value: key, label: shownText(title) };
}
