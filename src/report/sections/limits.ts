import { factsOf, removes } from '../../shared/attack';
import type { AttackFacts, AttackKind } from '../../shared/attacks/facts';
import { attackFacts } from '../../shared/attacks/registry';
import { requiredSections, type OptionalSection } from '../../shared/report-sections';
import type { Section } from '../document';
import type { Context } from './context';
import { deviations, exclusions } from './deviations';

/** What the study does not show: deviations from the plan, exclusions, what was not tested, limits of the methods. */
export function limitsSection(context: Context, without: readonly OptionalSection[] = []): Section {
  const { input, settings } = context;
  const choices = input.run.plan.attacks;
  const removal = choices.some(removes);
  const gradient = choices.some((choice) => !removes(choice));
  const notTested = [
    ...(removal ? [] : [`Removals (${labelsOf('removal')}).`]),
    ...(gradient ? [] : [`Small changes of all values (${labelsOf('perturbation')}).`]),
    'Attacks that see the answers only, other than removals; attacks that adapt to a defence; changes that keep the meaning, such as synonyms, rotations or noise.',
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
    title: requiredSections.limits.title,
    blocks: [
      { kind: 'heading', text: 'Deviations from the plan' },
      { kind: 'list', items: deviations(context) },
      { kind: 'heading', text: 'Exclusions' },
      { kind: 'list', items: exclusions(context, without) },
      { kind: 'heading', text: 'Not tested' },
      { kind: 'list', items: notTested },
      { kind: 'heading', text: 'Limits of the methods' },
      { kind: 'list', items: limits },
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
