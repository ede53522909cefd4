import type { Command } from 'commander';
import { distanceOf, faultsOf, type Fault } from '../../../analysis/certificates/crmt/given';
import type { Reach } from '../../../analysis/certificates/crmt/radius';
import { countOf, decimal, listOf } from '../../../analysis/format';
import { LabError } from '../../../shared/errors';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { namedNumbers, numbers, wholeNumber } from '../../option-values';
import { facts, table } from '../../table';
import { wrap } from '../../width';

type Named = Readonly<Record<string, readonly number[]>>;

interface Options {
  readonly scores: Named;
  readonly weights: Named;
  readonly slopes: Named;
  readonly biases?: readonly number[];
  readonly label: number;
  readonly radius?: Named;
}

export function addCertificateCrmt(group: Command, environment: CliEnvironment): void {
  leaf<Options>(
    group,
    environment,
    {
      name: 'crmt',
      summary: 'radii of an orthogonal classifier, from its class scores and their slopes',
      description:
        'Computes the bound of CRMT (ICLR 2024) for one sample: the logit of a class is the sum over the modalities of a weight times what that modality alone says for the class, plus a bias, and no score changes faster than its slope. Of all other classes the one that is reached first counts. The radius is guaranteed only if the slopes are proven bounds; the largest slope seen on samples gives an estimate.',
      examples: [
        [
          'muroan certificate crmt --scores image=4,1,0 --scores text=1,0,0 --weights image=0.5,0.5,0.5 --weights text=1,1,1 --slopes image=0.8,0.9,0.7 --slopes text=0.2,0.2,0.3 --label 0',
          'how far is the decision for class 0 from changing, by the image, the text, or both?',
        ],
      ],
      uses: 'nothing',
      configure: (command) => {
        command
          .requiredOption(
            '--scores <modality=numbers>',
            'what a modality says for each class; repeated for each modality',
            namedNumbers,
          )
          .requiredOption('--weights <modality=numbers>', 'how much each of these scores counts', namedNumbers)
          .requiredOption(
            '--slopes <modality=numbers>',
            'Lipschitz constant of each of these scores, per unit of l2 of the input',
            namedNumbers,
          )
          .option('--biases <numbers>', 'bias of each class; zero when left out', numbers)
          .requiredOption('--label <class>', 'the class that is defended, from 0', wholeNumber(0))
          .option(
            '--radius <modality=size>',
            'is the decision kept under changes of these sizes? Modalities left out are not changed',
            namedNumbers,
          );
      },
    },
    ({ options, show, terminal }) => {
      const modalities = Object.keys(options.scores);
      const classes = options.scores[modalities[0]].length;
      const byClass = (named: Named, where: string): readonly (readonly number[])[] => {
        refuseOthers(named, modalities, where);
        return modalities.map((modality) => named[modality] ?? []);
      };
      const { label, radius } = options;
      const given = {
        scores: byClass(options.scores, '--scores'),
        weights: byClass(options.weights, '--weights'),
        slopes: byClass(options.slopes, '--slopes'),
        biases: options.biases ?? Array.from({ length: classes }, () => 0),
        label,
        sizes: radius === undefined ? null : sizesOf(radius, modalities),
      };
      const fault = faultsOf(given).at(0);
      if (fault !== undefined) throw errorOf(fault, modalities, label);
      const { joint, kept, ...distance } = distanceOf(given);
      const perModality = distance.modalities.map((one, m) => ({ modality: modalities[m], ...one }));
      const result = {
        label,
        lead: distance.lead,
        runnerUp: distance.runnerUp,
        bias: distance.bias,
        joint: finite(joint),
        modalities: perModality.map((one) => ({ ...one, alone: finite(one.alone) })),
        kept,
      };
      show(result, () => {
        facts([
          ['lead', `${decimal(result.lead)} over class ${String(result.runnerUp)}, the runner-up`],
          ['joint radius', `${reachText(joint)}, the l2 norm of the changes of ${listOf(modalities.map(visibleText))}`],
          ...(kept === null ? [] : ([['kept at these sizes', kept ? 'yes' : 'not guaranteed']] as const)),
        ]).forEach(terminal.print);
        terminal.print();
        table(
          [
            { title: 'modality', text: ({ modality }) => visibleText(modality) },
            { title: 'share of the lead', text: ({ share }) => decimal(share), align: 'right' },
            { title: 'slope', text: ({ slope }) => decimal(slope), align: 'right' },
            { title: 'radius alone', text: (one) => reachText(one.alone) },
          ],
          perModality,
          { width: terminal.tableWidth, heading: terminal.out.dim },
        ).forEach(terminal.print);
        terminal.print();
        wrap(
          'A lower bound of robustness only if the slopes are proven bounds. From slopes that were measured on samples it is an estimate: the true radius may be smaller.',
          terminal.width,
        ).forEach(terminal.print);
      });
      return Promise.resolve(undefined);
    },
  );
}

/** JSON has no infinity: null where no change can alter the decision. */
function finite({ radius, rival }: Reach): { readonly radius: number | null; readonly rival: number } {
  return { radius: Number.isFinite(radius) ? radius : null, rival };
}

function reachText({ radius, rival }: Reach): string {
  if (radius === Infinity) return 'any: it cannot alter the decision';
  return radius === 0 ? 'none: the class does not lead' : `${decimal(radius)}, towards class ${String(rival)}`;
}

function sizesOf(radius: Named, modalities: readonly string[]): readonly number[] {
  refuseOthers(radius, modalities, '--radius');
  return modalities.map((modality) => {
    const sizes = radius[modality] ?? [0];
    if (sizes.length === 1) return sizes[0];
    throw wrongCount(`--radius ${modality}`, sizes.length, 1);
  });
}

function refuseOthers(named: Named, modalities: readonly string[], where: string): void {
  const other = Object.keys(named).find((modality) => !modalities.includes(modality));
  if (other === undefined) return;
  throw new LabError('invalid', `names ${JSON.stringify(other)}, of which --scores says nothing.`, {
    where,
    remedy: `Give ${listOf(modalities)}.`,
  });
}

function errorOf(fault: Fault, modalities: readonly string[], label: number): LabError {
  switch (fault.kind) {
    case 'count':
      return wrongCount(`--${fault.part} ${modalities[fault.modality]}`, fault.count, fault.wanted);
    case 'biases':
      return wrongCount('--biases', fault.count, fault.wanted);
    case 'negative-slope':
      return belowZero('--slopes');
    case 'negative-size':
      return belowZero('--radius');
    case 'one-class':
      return new LabError('invalid', 'has one class.', { where: '--scores', remedy: 'Give two or more classes.' });
    case 'label':
      return new LabError('invalid', `is ${decimal(label)}, where the last class is ${decimal(fault.last)}.`, {
        where: '--label',
        remedy: `Give 0 to ${decimal(fault.last)}.`,
      });
    default:
      return fault satisfies never;
  }
}

function wrongCount(where: string, count: number, wanted: number): LabError {
  return new LabError('invalid', `has ${countOf(count, 'number')} instead of ${decimal(wanted)}.`, {
    where,
    remedy: wanted === 1 ? 'Give one size.' : 'Give one for each class, as many as the first --scores has.',
  });
}

function belowZero(where: string): LabError {
  return new LabError('invalid', 'has a number below zero.', { where, remedy: 'Give zero or more.' });
}
