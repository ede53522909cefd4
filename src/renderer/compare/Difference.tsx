import { Alert, List, Stack, Text } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { sideOf } from '../../analysis/comparison/judgement';
import { uncorrected } from '../../analysis/comparison/joint-correction';
import type { ModelDifference, RunComparison } from '../../analysis/comparison/run-difference';
import { comparisonNote } from '../../analysis/comparison/reading-note';
import type { Estimate } from '../../analysis/statistics/estimate';
import { decimal, listOf, pValue } from '../../analysis/format';
import type { AnalysisInput } from '../../analysis/input';
import { points } from '../../report/cell-text';
import { cells, left, right, type Row, type Table } from '../../report/document';
import { withoutEmpty } from './without-empty';
import { shownText } from '../../shared/text/shown-text';
import { ChartTable } from '../charts/ChartTable';
import type { Computer } from '../computing/computer';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import { Stopped } from '../ui/Stopped';
import { useCompared } from './use-compared';

const words = texts.compare;

export interface DifferenceProps {
  readonly computer: Computer;
  readonly run: AnalysisInput;
  readonly base: AnalysisInput;
  readonly differencesOnly: boolean;
  /** Corrected with all others on the page; null while these are not all known. */
  readonly joint: RunComparison | null;
  /** Runs that are set beside the baseline. */
  readonly runs: number;
  readonly onCompared: (comparison: RunComparison) => void;
}

/** One run against the baseline: warnings first, then differences over the common samples. */
export function Difference(props: DifferenceProps): ReactNode {
  const { computer, run, base, differencesOnly, joint, runs, onCompared } = props;
  const { value, stopped, error, again, stop } = useCompared(computer, run, base);
  const own = value?.comparison ?? null;
  useEffect(() => {
    if (own !== null) onCompared(own);
  }, [own, onCompared]);
  if (error !== null) return <ErrorNotice error={error} onRetry={again} />;
  if (stopped) return <Stopped words={words.stopped} onAgain={again} />;
  if (value === null) return <Pending words={words.computing} onCancel={stop} />;
  const { warnings } = value;
  const comparison = joint ?? uncorrected(value.comparison);
  const rows = rowsOf(comparison, differencesOnly);
  return (
    <Stack gap="sm">
      {warnings.length === 0 ? (
        <Text size="sm">{words.noWarnings}</Text>
      ) : (
        <Alert color="yellow" title={words.warnings}>
          <List size="sm">
            {warnings.map((warning, index) => (
              <List.Item key={index}>{shownText(warning)}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {comparison.models.length === 0 ? (
        <Text size="sm">{words.noPairs}</Text>
      ) : rows.length === 0 ? (
        <Text size="sm">{words.noDifference}</Text>
      ) : (
        <ChartTable table={tableOf(comparison, rows, joint === null ? words.notAdjusted : comparisonNote(runs))} />
      )}
    </Stack>
  );
}

/** With the columns that any row fills: a row of a void model has none. */
function tableOf({ commonSamples }: RunComparison, rows: readonly Row[], note: string): Table {
  const { measure, robust, p, pHolm, removed } = words.columns;
  return {
    kind: 'table',
    caption: words.common(decimal(commonSamples)),
    ...withoutEmpty([left(measure), right(robust), right(p), right(pHolm), right(removed)], rows),
    note,
  };
}

/** Sample by sample nothing differs: neither is there an interval, nor anything to test. */
function hasSameAnswers({ cleanAccuracy, attacks, degradations }: ModelDifference): boolean {
  return (
    isSame(cleanAccuracy) &&
    attacks.every(
      ({ robustAccuracy: own, removedArea }) => isSame(own) && (removedArea === null || isSame(removedArea)),
    ) &&
    degradations.every(({ accuracy }) => isSame(accuracy))
  );
}

function isSame({ value, low, high }: Estimate): boolean {
  return value === 0 && low === 0 && high === 0;
}

/** A group per pair of models. @param differencesOnly leaves out what may be chance: its interval holds 0 */
function rowsOf({ models }: RunComparison, differencesOnly: boolean): readonly Row[] {
  return models.flatMap((model): readonly Row[] => {
    const { a, b, sameModel, voids, cleanAccuracy, attacks, degradations } = model;
    const title = `${a === b ? a : words.against(a, b)}${sameModel ? ` (${words.sameModel})` : ''}`;
    if (voids.length > 0) return [{ kind: 'group', title }, cells(words.notCompared(listOf(voids)), '', '', '', '')];
    if (hasSameAnswers(model)) {
      return [{ kind: 'group', title }, cells(words.identical(attacks.length, degradations.length), '', '', '', '')];
    }
    const rows = [
      ...(differencesOnly && sideOf(cleanAccuracy) === 0
        ? []
        : [cells(words.clean, points(cleanAccuracy), '', '', '')]),
      ...attacks
        .filter(
          ({ robustAccuracy, removedArea, voids, masks }) =>
            !differencesOnly ||
            voids.length + masks.length > 0 ||
            sideOf(robustAccuracy) !== 0 ||
            (removedArea !== null && sideOf(removedArea) !== 0),
        )
        .map(({ title, voids, masks, robustAccuracy, p, pHolm, removedArea }) =>
          voids.length + masks.length > 0
            ? cells(title, voids.length > 0 ? words.voidAttack : words.maskedAttack, '', '', '')
            : cells(title, points(robustAccuracy), pValue(p), pValue(pHolm), points(removedArea)),
        ),
      ...degradations
        .filter(({ accuracy }) => !differencesOnly || sideOf(accuracy) !== 0)
        .map(({ title, accuracy, p, pHolm }) => cells(title, points(accuracy), pValue(p), pValue(pHolm), '')),
    ];
    return rows.length === 0 ? [] : [{ kind: 'group', title }, ...rows];
  });
}
