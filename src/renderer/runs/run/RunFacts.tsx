import { Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { attackSettings } from '../../../analysis/attack-setting';
import { countOf, listOf } from '../../../analysis/format';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { certificateTitle } from '../../../shared/certificates/certificate';
import { degradationTitle } from '../../../shared/degradations/degradation';
import { shortId } from '../../../shared/identity';
import type { RunDescription } from '../../../shared/runs/run';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { Facts } from '../../ui/Facts';

const words = texts.run.facts;

export interface RunFactsProps {
  readonly description: RunDescription;
  readonly dataset: DatasetManifest;
}

/** What a run computes, in short. */
export function RunFacts({ description, dataset }: RunFactsProps): ReactNode {
  const { id, plan, expansion, appVersion } = description;
  const degradations = plan.degradations.map((choice) => degradationTitle(choice));
  const attacks = [...new Set(attackSettings(expansion.cells, dataset.modalities).map((each) => each.shortTitle))];
  return (
    <Paper component="section" aria-labelledby="plan">
      <Title order={2} id="plan" mb={4}>
        {words.title}
      </Title>
      <Facts
        rows={[
          ...(plan.question === '' ? [] : [[words.question, shownText(plan.question)] as const]),
          [
            words.data,
            `${shownText(dataset.title)}, ${words.samples(countOf(expansion.rows.length, 'sample'), plan.data.selection.split)}`,
          ],
          [words.models, shownText(listOf(plan.subjects.map(({ name }) => name)))],
          [words.seeds, plan.seeds.join(', ')],
          [words.attacks, attacks.length === 0 ? words.noAttacks : listOf(attacks)],
          ...(degradations.length === 0 ? [] : [[words.degradations, listOf(degradations)] as const]),
          ...(plan.certificates.length === 0
            ? []
            : [[words.certificates, plan.certificates.map(certificateTitle).join('; ')] as const]),
          ...(plan.requirements.length === 0 ? [] : [[words.requirements, String(plan.requirements.length)] as const]),
          [words.planHash, shortId(expansion.planHash)],
          [words.id, id],
          [words.version, appVersion],
        ]}
      />
    </Paper>
  );
}
