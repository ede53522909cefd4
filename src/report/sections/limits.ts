import { countOf, decimal } from '../../analysis/format';
import { factsOf, removes, type AttackChoice } from '../../shared/attack';
import type { AttackFacts, AttackKind, AttackSource } from '../../shared/attacks/facts';
import { attackFacts } from '../../shared/attacks/registry';
import { cells, left, type Section } from '../document';
import type { Context } from './context';

/** What the study does not show: deviations from the plan and the paper, what was not tested, limits of the methods. */
export function limitsSection({ input, settings }: Context): Section {
  const { run, analysis, events } = input;
  const choices = run.plan.attacks;
  const removal = choices.some(removes);
  const gradient = choices.some((choice) => !removes(choice));
  const resumptions = events.filter(({ event }) => event === 'resumed').length;
  const deviations = [
    analysis.run.complete
      ? 'The run is complete: every sample of the plan was evaluated in every cell.'
      : `The run is incomplete: ${decimal(analysis.run.records)} of ${decimal(analysis.run.recordsExpected)} records.`,
    resumptions > 0
      ? `It was resumed ${countOf(resumptions, 'time')}; only missing records were computed.`
      : analysis.run.complete
        ? 'It ran without interruption.'
        : 'It has not been resumed.',
    'Samples answered wrongly without an attack are not attacked. They are left out of success rates and count as errors in accuracies. No other sample was excluded.',
  ];
  const notTested = [
    ...(removal ? [] : [`Removals (${labelsOf('removal')}).`]),
    ...(gradient ? [] : [`Small changes along the gradient (${labelsOf('perturbation')}).`]),
    'Attacks that do not follow gradients other than removals; attacks that adapt to a defence; changes that keep the meaning, such as synonyms, rotations or noise.',
    'Guaranteed lower bounds (certificates). All figures are upper bounds on robustness.',
    'Other data than the data set named, other sizes of model, and training with other seeds than those listed.',
  ];
  const limits = [
    ...new Set(choices.flatMap((choice) => factsOf(choice).limits)),
    ...(removal
      ? [
          'The pooled share is nearly all image area, as a picture has hundreds of pixels and a text a few words. Read the shares per input.',
        ]
      : []),
    ...(settings.some(({ latent }) => latent.length > 0)
      ? [
          'Changes of word vectors happen inside the model. They measure the fusion, not what a sender of text could do.',
        ]
      : []),
    'Intervals cover the choice of samples, not the choice of data set, of hyper-parameters or (with one seed) of the training run.',
  ];
  return {
    id: 'limits',
    title: 'What this does not show',
    blocks: [
      { kind: 'heading', text: 'Plan and run' },
      { kind: 'list', items: deviations },
      { kind: 'heading', text: 'Not tested' },
      { kind: 'list', items: notTested },
      { kind: 'heading', text: 'Limits of the methods' },
      { kind: 'list', items: limits },
      {
        kind: 'table',
        caption: 'Methods and how closely they follow their source',
        columns: [left('method'), left('source'), left('fidelity'), left('difference')],
        rows: sourcesOf(choices).map(({ title, paper, fidelity, difference }) =>
          cells(title, paper, fidelity, difference),
        ),
        note: 'exact: as published. variant: stated parameters differ. reconstruction: the source leaves parts open, which are filled in here. No figure in this report is taken from a paper.',
      },
    ],
  };
}

/** Names of all attacks of a kind: `FGSM, PGD`. */
function labelsOf(kind: AttackKind): string {
  const known: readonly Pick<AttackFacts<never>, 'kind' | 'label'>[] = Object.values(attackFacts);
  return known
    .filter((facts) => facts.kind === kind)
    .map(({ label }) => label)
    .join(', ');
}

/** What each method of the plan goes back to, once. */
function sourcesOf(choices: readonly AttackChoice[]): readonly AttackSource[] {
  const sources = choices.map((choice) => factsOf(choice).source(choice));
  return [...new Map(sources.map((source) => [JSON.stringify(source), source])).values()];
}
