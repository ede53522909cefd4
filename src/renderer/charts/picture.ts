import { fromBase64 } from '../../shared/base64';
import { LabError } from '../../shared/errors';
import { chartConfig } from '../../report/page/charts-script';
import { loadPlotly } from './plotly';
import type { Scheme } from '../ui/scheme';
import { paperOf, type Layout, type Trace } from './themed';
import { texts } from '../texts/catalogue';

/** Dots per CSS pixel of a saved PNG: enough for print. */
const scale = 3;

/** A chart as a file: SVG with its texts as text, or PNG at three times its size on screen. */
export async function chartPicture(
  { data, layout }: { readonly data: readonly Trace[]; readonly layout: Layout },
  format: 'png' | 'svg',
  scheme: Scheme,
  name: string,
): Promise<File> {
  const plotly = await loadPlotly();
  const figure = structuredClone({ data, layout: { ...layout, paper_bgcolor: paperOf(scheme) }, config: chartConfig });
  const size = { width: Number(layout.width), height: Number(layout.height) };
  const uri = await plotly.toImage(figure, { format, ...size, scale: format === 'png' ? scale : 1 });
  const comma = uri.indexOf(',');
  if (!uri.startsWith('data:') || comma < 0) throw new LabError('internal', texts.ui.chart.noPicture);
  const body = uri.slice(comma + 1);
  const isBase64 = uri.slice(0, comma).endsWith(';base64');
  const content = isBase64 ? fromBase64(body) : decodeURIComponent(body);
  return new File([content], `${name}.${format}`, { type: format === 'png' ? 'image/png' : 'image/svg+xml' });
}
