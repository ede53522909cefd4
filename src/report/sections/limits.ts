import { listOf } from '../../analysis/format';
import { factsOf, removes } from '../../shared/attacks/attack';
import { modalityFacts } from '../../shared/data/modality';
import { requiredSections, type OptionalSection } from '../../shared/reports/report-sections';
import { repeatedUnitsText } from '../../shared/data/repeated-units';
import type { Section } from '../document';
import type { Context } from './context';
import { deviations, exclusions } from './deviations';
import { untested } from './untested';

/** What the study does not show: deviations from the plan, exclusions, what was not tested, limits of the methods. */
export function limitsSection(context: Context, without: readonly OptionalSection[] = []): Section {
  const { input, settings } = context;
  const choices = input.run.plan.attacks;
  const { modalities } = input.analysis.data;
  const repeated = input.run.plan.data.selection.split === 'test' ? repeatedUnitsText(input.dataset) : null;
  const pooled = choices.some(removes) && modalities.length > 1;
  const limits = [
    ...new Set(choices.flatMap((choice) => factsOf(choice).limits)),
    ...(pooled
      ? [
          `The pooled share counts every element alike (${listOf(modalities.map(({ id, kind }) => `${modalityFacts[kind].element}s of the ${id}`))}), so it is mostly of the input that has the most of them. Read the shares per input.`,
        ]
      : []),
    ...(settings.some(({ latent }) => latent.length > 0)
      ? [
          'Changes of word vectors happen inside the model. They measure the fusion, not what a sender of text could do.',
        ]
      : []),
    ...(repeated === null ? [] : [repeated]),
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
      { kind: 'list', items: untested(context) },
      { kind: 'heading', text: 'Limits of the methods' },
      { kind: 'list', items: limits },
    ],
  };
}
