import type { Corruptions } from '../../analysis/measures/corruption';
import type { Chart } from '../../report/document';
import { rateMap } from '../charts/rate-map';
import { texts } from '../texts/catalogue';
import type { Scheme } from '../ui/scheme';
import type { ShareFormat } from '../ui/use-shares';

const words = texts.results.corruptionMap;

export interface CorruptionMapContent {
  readonly model: string;
  readonly corruptions: Corruptions;
  readonly shares: ShareFormat;
  readonly scheme: Scheme;
}

/** Kind of corruption × severity of one model; the stronger the colour, the less is answered correctly. */
export function corruptionMap({ model, corruptions: { kinds }, shares, scheme }: CorruptionMapContent): Chart {
  const levels = [...new Set(kinds.flatMap(({ severities }) => severities.map(({ setting }) => setting.level)))].sort(
    (a, b) => a - b,
  );
  return rateMap({
    id: `corruptions-${model}`,
    title: words.titleOf(model),
    caption: () => words.note,
    alt: words.alt,
    corner: words.corruption,
    rows: kinds.map(({ title }) => title),
    columns: levels.map((level) => words.severity(String(level))),
    rates: kinds.map(({ severities }) =>
      levels.map((level) => severities.find(({ setting }) => setting.level === level)?.accuracy ?? null),
    ),
    rising: false,
    shares,
    scheme,
  });
}
