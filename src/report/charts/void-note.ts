import { voidNote } from '../../analysis/void-mark';
import type { Chart } from '../document';

/** A chart of these models whose caption says what the mark of a void one means, where its legend bears it. */
export function withVoidNote(chart: Chart, models: Parameters<typeof voidNote>[0]): Chart {
  const note = voidNote(models);
  return note === '' ? chart : { ...chart, caption: `${chart.caption} ${note}` };
}
