import type { SingleSource } from '../measures/single-source';
import type { Estimate } from '../statistics/estimate';

/** How a fused model under attack does beside one that never sees the attacked input. */
export type GapStanding = 'worse' | 'better' | 'undecided';

/** What the interval of the gap says, and what follows. @param single the one input of the model beside it */
export function gapConclusion({ low, high }: Pick<Estimate, 'low' | 'high'>, single: string): string {
  const standing = gapStandingOf({ low, high });
  switch (standing) {
    case 'worse':
      return `The interval lies below 0: the fused model holds less, so the ${single} alone is the safer choice there.`;
    case 'better':
      return 'The interval lies above 0: the fused model holds more, so fusing still pays there.';
    case 'undecided':
      return `${low === null || high === null ? 'The samples are too few for an interval' : 'The interval holds 0'}: which of the two holds more is undecided, so choose neither by this figure.`;
    default:
      return standing satisfies never;
  }
}

/** In an answer of a few words. */
export const standingWords: Readonly<Record<GapStanding, string>> = {
  worse: 'the fused model holds less than',
  better: 'the fused model holds more than',
  undecided: 'undecided against',
};

/** From the interval of the single-source gap: undecided while it holds 0. */
export function gapStandingOf({ low, high }: Pick<Estimate, 'low' | 'high'>): GapStanding {
  if (high !== null && high < 0) return 'worse';
  return low !== null && low > 0 ? 'better' : 'undecided';
}

/** An attack on an input that another model does well without: what it costs counts against the fusion. */
export type Rivalled = SingleSource & {
  readonly gap: Estimate;
  readonly without: NonNullable<SingleSource['without']>;
};

export function fairRivals(sources: readonly SingleSource[]): readonly Rivalled[] {
  return sources.filter(
    (source): source is Rivalled =>
      source.liability && source.without !== null && source.gap !== null && source.gap.value !== null,
  );
}

/** Per attacked modality, the attack that leaves the smallest gap, and of how many. */
export function leastFavourable(
  sources: readonly Rivalled[],
): readonly { readonly least: Rivalled; readonly attacks: number }[] {
  return [...new Set(sources.map(({ modality }) => modality))].map((id) => {
    const own = sources.filter(({ modality }) => modality === id);
    return {
      least: own.reduce((a, b) => ((b.gap.value ?? 0) < (a.gap.value ?? 0) ? b : a)),
      attacks: own.length,
    };
  });
}
