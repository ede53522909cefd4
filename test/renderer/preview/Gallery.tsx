import { Paper, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { analyse } from '../../../src/analysis/analyse';
import { Chart } from '../../../src/renderer/charts/Chart';
import { PageHeader } from '../../../src/renderer/ui/PageHeader';
import { RunStateBadge } from '../../../src/renderer/ui/RunStateBadge';
import { SampleView } from '../../../src/renderer/ui/sample/SampleView';
import { DataTable } from '../../../src/renderer/ui/table/DataTable';
import type { Column } from '../../../src/renderer/ui/table/column';
import { robustAccuracyChart } from '../../../src/report/charts/robust-accuracy';
import { controlCurves } from '../../../src/report/charts/success-curves';
import type { RunSummary } from '../../../src/shared/runs/run';
import { syntheticRun } from '../../analysis/synthetic-run';
import { previewRuns } from './preview-lab';

const analysis = analyse(syntheticRun());
const models = analysis.subjects.flatMap(({ models: own }) => own);
const settings = models[0].removals.map(({ setting }) => setting);
const charts = [
  robustAccuracyChart('robust', models, settings),
  controlCurves(
    'curves',
    settings[0].title,
    models.map((model) => ({ model, measures: model.removals[0] })),
  ),
];

const columns: readonly Column<RunSummary>[] = [
  { id: 'name', title: 'Name', value: ({ name }) => name },
  {
    id: 'state',
    title: 'State',
    value: ({ state }) => state,
    cell: ({ state }) => <RunStateBadge state={state} />,
    width: 140,
    groupable: true,
  },
  { id: 'records', title: 'Records', value: ({ records }) => records, align: 'right', width: 120 },
  { id: 'created', title: 'Created', value: ({ createdAt }) => createdAt, width: 220 },
  { id: 'device', title: 'Device', value: ({ device }) => device, width: 100, hidden: true },
];

const pixels = btoa(String.fromCharCode(...Array.from({ length: 28 * 28 }, (_, index) => (index * 7) % 256)));

/** Shared components with made-up content: `?gallery`. */
export function Gallery(): ReactNode {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return (
    <Stack p="md">
      <PageHeader title="Gallery" />
      <DataTable
        id="gallery"
        title="Runs"
        rows={previewRuns}
        columns={columns}
        rowId={({ id }) => id}
        rowTitle={({ name }) => name}
        href={({ id }) => `#/runs/${id}`}
        selection={{ ids, onChange: setIds }}
        empty={null}
        maxHeight="280px"
      />
      <Paper>
        <SampleView
          sample={{
            values: {
              image: { kind: 'image', width: 28, height: 28, channels: 1, pixels },
              text: { kind: 'text', words: ['a', 'red', 'ankle', 'boot'] },
            },
          }}
          removed={[
            { kind: 'image', modality: 'image', box: [7, 14, 7, 7] },
            { kind: 'text', modality: 'text', word: 2 },
          ]}
        />
      </Paper>
      {charts.map((chart) => (
        <Paper key={chart.id}>
          <Chart chart={chart} />
        </Paper>
      ))}
    </Stack>
  );
}
