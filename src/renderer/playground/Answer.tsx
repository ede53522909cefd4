import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import type { PlayedPrediction } from '../../shared/samples/play';
import type { SampleView } from '../../shared/samples/sample-view';
import type { ModelDescription } from '../../shared/models/model-description';
import { saidName } from '../../shared/data/target';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { Facts } from '../ui/Facts';
import { Pending } from '../ui/Pending';
import { ProbabilityBars } from '../ui/sample/ProbabilityBars';
import { useShares } from '../ui/use-shares';

const words = texts.playground.answer;

export interface AnswerProps {
  readonly model: Pick<ModelDescription, 'classes' | 'target'>;
  readonly sample: Pick<SampleView, 'label' | 'value'>;
  /** Null before the first answer. */
  readonly prediction: PlayedPrediction | null;
  readonly asking: boolean;
}

/** Decision, probabilities, displacement and removed shares, as they are now. */
export function Answer({ model, sample, prediction, asking }: AnswerProps): ReactNode {
  return (
    <Paper component="section" aria-labelledby="answer" h="100%">
      <Title order={2} id="answer" mb="xs">
        {words.title}
      </Title>
      {prediction === null ? (
        asking ? (
          <Pending words={words.asking} />
        ) : null
      ) : (
        <Told model={model} sample={sample} prediction={prediction} />
      )}
    </Paper>
  );
}

type ToldProps = Omit<AnswerProps, 'asking' | 'prediction'> & { readonly prediction: PlayedPrediction };

function Told({ model, sample, prediction }: ToldProps): ReactNode {
  const { share } = useShares();
  const { clean, changed, displacement, removed, decidable } = prediction;
  const [from, to] = [clean, changed].map((said) => shownText(saidName(model, said)));
  const isWhole = Object.values(removed).every((part) => part.removed === 0);
  const isEmpty = Object.values(removed).every((part) => part.removed === part.of);
  const isUndecidable = !isWhole && (isEmpty || decidable === false);
  const moved = changed.predicted !== clean.predicted;
  const sentence = isWhole ? words.untouched(from) : from === to ? words.stays(from) : words.moves(from, to);
  return (
    <Stack gap="sm">
      <div>
        <Text role="status" fw={600} c={moved ? 'var(--lab-bad)' : 'inherit'}>
          {sentence}
        </Text>
        <Text size="xs" c="dimmed">
          {clean.predicted !== sample.label ? words.wrong : isUndecidable ? words.undecidable : words.right}
        </Text>
      </div>
      <ProbabilityBars data={model} label={sample.label} value={sample.value} before={clean} after={changed} />
      <Facts
        rows={[
          [
            words.displacement,
            displacement === null
              ? words.hidden
              : `${decimal(displacement.cosineDistance)} · ${displacement.argmaxMoved ? words.moved : words.notMoved}`,
          ],
          ...Object.entries(removed).map(
            ([modality, part]) =>
              [
                words.removed(shownText(modality)),
                words.of(decimal(part.removed), decimal(part.of), share(part.of === 0 ? null : part.removed / part.of)),
              ] as const,
          ),
        ]}
      />
    </Stack>
  );
}
