import { useMemo, type ReactNode } from 'react';
import type { AnalysedRun } from '../../analysis/analysed-run';
import { miouTable } from '../../report/sections/segmentation';
import { ChartTable } from '../charts/ChartTable';

/** What models that answer for every pixel keep in one run; nothing of other runs. */
export function PixelRun({ run, name }: { readonly run: AnalysedRun; readonly name: string }): ReactNode {
  const { segmentation } = run.analysis;
  const table = useMemo(() => (segmentation === null ? null : miouTable(segmentation, name)), [segmentation, name]);
  return table === null ? null : <ChartTable table={table} />;
}
