import { Paper, Stack, Text, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import { toleranceOf } from '../../analysis/measures/settling';
import { residualCurves } from '../../report/charts/residual-curves';
import { isUndecided } from '../../shared/records/answer';
import type { ModelDescription } from '../../shared/models/model-description';
import type { PlayedPrediction } from '../../shared/samples/play';
import { shownText } from '../../shared/text/shown-text';
import { answerName } from '../../shared/data/target';
import { Chart } from '../charts/Chart';
import { texts } from '../texts/catalogue';

const words = texts.playground.rest;
const states = ['clean', 'changed'] as const;

/** How a fusion that iterates came to rest, with the whole sample and with what is left of it; nothing of others. */
export function RestPanel({
  model,
  prediction,
}: {
  readonly model: Pick<ModelDescription, 'spec' | 'classes' | 'target'>;
  readonly prediction: PlayedPrediction | null;
}): ReactNode {
  const settled = prediction?.settled;
  const { fusion } = model.spec.recipe;
  const chart = useMemo(() => {
    if (settled === undefined) return null;
    const tolerance = toleranceOf(fusion);
    return residualCurves({
      id: 'residuals-played',
      title: words.chart,
      caption: words.caption,
      lines: states.map((state, colour) => ({
        name: words.when[state],
        residuals: settled[state].residuals,
        // Dotted, the second lets the first be seen where both are alike.
        style: { colour, dotted: colour > 0 },
      })),
      tolerances: tolerance === null ? [] : [tolerance],
    });
  }, [settled, fusion]);
  if (prediction === null || settled === undefined || chart === null) return null;
  return (
    <Paper component="section" aria-labelledby="rest">
      <Stack gap="xs">
        <Title order={2} id="rest">
          {words.title}
        </Title>
        {states.map((state) => {
          const { solved, residuals } = settled[state];
          return (
            <Text key={state} size="sm">
              {words[solved ? 'solved' : 'unsolved'](words.when[state], decimal(residuals.length))}
              {isUndecided(prediction[state], settled[state])
                ? ` ${words.undecided(shownText(answerName(model, settled[state].doubled)))}`
                : ''}
            </Text>
          );
        })}
        <Chart chart={chart} />
      </Stack>
    </Paper>
  );
}
