import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { countOf, decimal } from '../../../analysis/format';
import { modalityShare } from '../../../analysis/measures/removed';
import { visibleText } from '../../../shared/text/visible-text';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { modalityFacts } from '../../../shared/data/modality';
import { lossWords } from '../../../shared/data/target';
import { texts } from '../../texts/catalogue';
import { useShares } from '../../ui/use-shares';
import type { Case } from './cases';

const words = texts.results.samples.facts;

/** How much was removed or changed, what it took, and what the embedding did. */
export function CaseFacts({
  record,
  data: { modalities, target },
}: {
  readonly record: Case;
  readonly data: Pick<DatasetManifest, 'modalities' | 'target'>;
}): ReactNode {
  const { share } = useShares();
  return (
    <Stack gap={2}>
      {lines().map((line) => (
        <Text size="xs" c="dimmed" key={line}>
          {line}
        </Text>
      ))}
    </Stack>
  );

  function lines(): readonly string[] {
    switch (record.kind) {
      // What was done stands beside the sample; it took nobody a query.
      case 'degraded':
        return [];
      // The votes, or the radii, stand beside the sample.
      case 'certificate':
      case 'leads':
        return [];
      case 'removal': {
        if (!record.attacked) return [];
        const { found, elements, queries } = record;
        return [
          ...(found === null
            ? []
            : [
                ...Object.entries(modalities).map(([id, { kind }]) =>
                  words.removed(
                    id,
                    decimal(found.share.removed[id] ?? 0),
                    countOf(elements[id] ?? 0, modalityFacts[kind].element),
                    share(modalityShare(found.share.removed, elements, id)),
                  ),
                ),
                ...(found.necessary.length > 1 ? [words.needsAll(found.necessary.join(', '))] : []),
                ...(found.displacement === null
                  ? []
                  : [words.displacement(decimal(found.displacement.cosineDistance))]),
              ]),
          words.queries(decimal(queries.search + queries.combination)),
        ];
      }
      case 'edit': {
        const { outcome, queries } = record;
        if (outcome === null) return [];
        return [
          ...outcome.words.map(({ was, now }) => words.edited(visibleText(was), visibleText(now))),
          words.edits(decimal(outcome.edits)),
          ...(outcome.success ? [words.labelKept[labelOf(outcome.labelKept)]] : []),
          ...(outcome.displacement === null ? [] : [words.displacement(decimal(outcome.displacement.cosineDistance))]),
          words.queries(decimal(queries.forward)),
        ];
      }
      case 'perturbation': {
        const { outcome } = record;
        if (outcome === null) return [];
        return [
          ...Object.entries(outcome.norms).map(([id, norm]) => words.norm(id, decimal(norm))),
          ...(outcome.start === undefined ? [] : [words.starts[outcome.start]]),
          words.loss(decimal(outcome.loss[0]), decimal(outcome.loss[1]), lossWords(target)),
          ...(outcome.displacement === null ? [] : [words.displacement(decimal(outcome.displacement.cosineDistance))]),
        ];
      }
      default:
        return record satisfies never;
    }
  }
}

function labelOf(kept: boolean | null): 'kept' | 'changed' | 'unknown' {
  return kept === null ? 'unknown' : kept ? 'kept' : 'changed';
}
