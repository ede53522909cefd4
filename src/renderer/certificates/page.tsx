import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Page, PageProps } from '../address/page';
import { setQuery } from '../address/route';
import { texts } from '../texts/catalogue';
import { ScoresCalculator } from './crmt/ScoresCalculator';
import { VotesCalculator } from './VotesCalculator';

const words = texts.certificates;

/** What is certain without a model: two calculators, of which the address says which. */
function Certificates({ route }: PageProps): ReactNode {
  const from = route.query.from === 'scores' ? 'scores' : 'votes';
  const chooser = (
    <SegmentedControl
      aria-label={words.calculator}
      mb="md"
      data={[
        { value: 'votes', label: words.calculators.votes },
        { value: 'scores', label: words.calculators.scores },
      ]}
      value={from}
      onChange={(value) => {
        setQuery({ from: value === 'votes' ? null : value });
      }}
    />
  );
  return from === 'scores' ? (
    <ScoresCalculator chooser={chooser} />
  ) : (
    <VotesCalculator route={route} chooser={chooser} />
  );
}

export const page: Page = { Component: Certificates };
