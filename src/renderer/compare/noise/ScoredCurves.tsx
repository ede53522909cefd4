import { Alert, Button, Group, MultiSelect, Select, Stack, Text } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { score } from '../../../analysis/format';
import { noiseScores } from '../../../analysis/measures/multibench';
import {
  noiseScoreNote,
  noiseScoreRows,
  noiseScoresCsv,
  scoringDoubts,
  type NoiseScoreRow,
} from '../../../analysis/noise-score-rows';
import { jsonText } from '../../../shared/json/json-text';
import type { NoiseCurves } from '../../../shared/degradations/noise-curves';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { EmptyState } from '../../ui/EmptyState';
import { saveFile } from '../../saving/save-file';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/DataTable';
import { methodsOf, referenceOf } from './given-curves';

const words = texts.compare.noise;
const figures = [
  'levels',
  'relative',
  'effective',
  'effectivePerLevel',
  'relativeNormalised',
  'effectiveNormalised',
] as const;

const columns: readonly Column<NoiseScoreRow>[] = [
  { id: 'task', title: words.columns.task, value: ({ task }) => shownText(task), groupable: true },
  { id: 'method', title: words.columns.method, value: ({ method }) => shownText(method), groupable: true },
  ...figures.map((id): Column<NoiseScoreRow> => ({
    id,
    title: words.columns[id],
    value: (row) => row[id],
    cell: (row) => score(row[id]),
    align: 'right',
    width: 140,
  })),
];

/** The scores of the curves given, against the reference that is chosen. */
export function ScoredCurves({ curves }: { readonly curves: NoiseCurves }): ReactNode {
  const [chosen, setChosen] = useState<string | null>(null);
  const [errors, setErrors] = useState<readonly string[]>([]);
  const methods = useMemo(() => methodsOf(curves), [curves]);
  const tasks = useMemo(() => Object.keys(curves), [curves]);
  const reference = referenceOf(methods, chosen);
  // What was chosen for other curves may name tasks that these do not have.
  const lowerIsBetter = useMemo(() => errors.filter((task) => tasks.includes(task)), [errors, tasks]);
  const scores = useMemo(() => noiseScores(curves, { reference, lowerIsBetter }), [curves, reference, lowerIsBetter]);
  const rows = useMemo(() => noiseScoreRows(curves, scores), [curves, scores]);
  const doubts = scoringDoubts(curves, { reference });
  return (
    <Stack gap="sm">
      <Group align="flex-start">
        <Select
          label={words.reference}
          description={words.referenceHint}
          w={320}
          maw="100%"
          searchable
          data={methods.map((value) => ({ value, label: shownText(value) }))}
          value={reference}
          allowDeselect={false}
          onChange={setChosen}
        />
        <MultiSelect
          label={words.lowerIsBetter}
          description={words.lowerIsBetterHint}
          w={420}
          maw="100%"
          searchable
          data={tasks.map((value) => ({ value, label: shownText(value) }))}
          value={[...lowerIsBetter]}
          onChange={setErrors}
        />
      </Group>
      {doubts.map((doubt) => (
        <Alert key={doubt} color="yellow">
          {shownText(doubt)}
        </Alert>
      ))}
      <DataTable
        id="noise-scores"
        title={words.table}
        rows={rows}
        columns={columns}
        rowId={({ task, method }) => JSON.stringify([task, method])}
        rowTitle={({ task, method }) => shownText(`${task}: ${method}`)}
        maxHeight="420px"
        empty={<EmptyState title={words.none} text={words.lead} />}
        actions={
          <>
            <Button
              variant="default"
              onClick={() => {
                saveFile(new File([noiseScoresCsv(rows)], 'noise-scores.csv', { type: 'text/csv' }));
              }}
            >
              {words.saveCsv}
            </Button>
            <Button
              variant="default"
              onClick={() => {
                saveFile(new File([`${jsonText(scores)}\n`], 'noise-scores.json', { type: 'application/json' }));
              }}
            >
              {words.saveJson}
            </Button>
          </>
        }
      />
      <Text size="xs" c="dimmed" maw="100ch">
        {noiseScoreNote}
      </Text>
    </Stack>
  );
}
