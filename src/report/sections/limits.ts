import type { AttackChoice } from '../../shared/attack';
import { countOf, decimal } from '../../analysis/format';
import { cells, left, type Section } from '../document';
import type { Context } from './context';

/** What the study does not show: deviations from the plan and the paper, what was not tested, limits of the methods. */
export function limitsSection({ input, settings }: Context): Section {
  const { run, analysis, events } = input;
  const choices = run.plan.attacks;
  const removal = choices.some(({ name }) => name === 'decoupling');
  const gradient = choices.some(({ name }) => name !== 'decoupling');
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
    ...(removal ? [] : ['Removals (the decoupling attack).']),
    ...(gradient ? [] : ['Small changes along the gradient (FGSM, PGD).']),
    'Attacks that do not follow gradients other than removals; attacks that adapt to a defence; changes that keep the meaning, such as synonyms, rotations or noise.',
    'Guaranteed lower bounds (certificates). All figures are upper bounds on robustness.',
    'Other data than the data set named, other sizes of model, and training with other seeds than those listed.',
  ];
  const limits = [
    ...(removal
      ? [
          'The decoupling attack combines only parts that matter on their own (or those with the largest drop). A removal in which harmless parts work together can be missed, so the share found is an upper bound on the least that would do.',
          'It stops at the first removal that changes the answer and does not go on to look for one that keeps the evidence; the success rate among still-decidable inputs can therefore be too low.',
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
        rows: [...new Set(choices.map(methodKey))].map((key) => cells(...methodRow(key))),
        note: 'exact: as published. variant: stated parameters differ. reconstruction: the source leaves parts open, which are filled in here. No figure in this report is taken from a paper.',
      },
    ],
  };
}

function methodKey(choice: AttackChoice): string {
  switch (choice.name) {
    case 'decoupling':
      return `decoupling/${choice.criterion.name}/${choice.stop.rule}/${choice.order}`;
    case 'fgsm':
    case 'pgd':
      return `${choice.name}/${choice.norm}`;
    default:
      return choice satisfies never;
  }
}

function methodRow(key: string): readonly [string, string, string, string] {
  const [name, first, stop, order] = key.split('/');
  switch (name) {
    case 'decoupling':
      return [
        `Decoupling, ${first}`,
        'MUROAN, arXiv 2112.12792, and its released code',
        first === 'score-drop' || stop === 'relative' || order === 'cost' ? 'variant' : 'reconstruction',
        [
          first === 'score-drop'
            ? 'candidates ranked by the drop of the score'
            : `the ${first === 'label' ? '2022' : '2021'} criterion`,
          stop === 'relative'
            ? 'halving stops at a fraction of the picture'
            : 'halving stops at a side in pixels, as released',
          order === 'cost' ? 'cheapest combinations first' : 'fewest parts first, as released',
          'all removed parts are counted, not the last one',
        ].join('; '),
      ];
    case 'fgsm':
      return [
        `FGSM, ${normName(first)}`,
        'Goodfellow et al., arXiv 1412.6572',
        first === 'linf' ? 'exact' : 'variant',
        first === 'linf' ? 'none' : 'one step of the whole radius in l2',
      ];
    case 'pgd':
      return [
        `PGD, ${normName(first)}`,
        'Madry et al., arXiv 1706.06083',
        'variant',
        'step given as a share of the radius; steps and restarts as in the plan',
      ];
    default:
      return [key, '–', '–', '–'];
  }
}

function normName(norm: string): string {
  return norm === 'linf' ? 'l∞' : 'l2';
}
