import type { Command } from 'commander';
import { leadsOf, runnerUp, slopesOf, totalOf } from '../../../analysis/certificates/crmt/leads';
import { isKept, radiiOf, type Reach } from '../../../analysis/certificates/crmt/radius';
import { countOf, decimal, listOf } from '../../../analysis/format';
import { LabError } from '../../../shared/errors';
import { visibleText } from '../../../shared/visible-text';
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
        return modalities.map((modality) => oneEach(named[modality] ?? [], classes, `${where} ${modality}`));
      };
      const sample = {
        scores: byClass(options.scores, '--scores'),
        weights: byClass(options.weights, '--weights'),
        biases: oneEach(options.biases ?? Array.from({ length: classes }, () => 0), classes, '--biases'),
      };
      const constants = byClass(options.slopes, '--slopes');
      refuseNegative(constants.flat(), '--slopes');
      refuseLabel(options.label, classes);
      const { label, radius } = options;
      const leads = leadsOf(sample, label);
      const slopesFor = (rival: number): readonly number[] => slopesOf(sample, constants, label, rival);
      const { joint, alone } = radiiOf(leads, slopesFor);
      const kept = radius === undefined ? null : isKept(leads, slopesFor, sizesOf(radius, modalities));
      const closest = runnerUp(leads);
      const perModality = modalities.map((modality, m) => ({
        modality,
        share: closest.shares[m],
        slope: slopesFor(closest.rival)[m],
        alone: alone[m],
      }));
      const result = {
        label,
        lead: totalOf(closest),
        runnerUp: closest.rival,
        bias: closest.bias,
        joint: finite(joint),
        modalities: perModality.map((one) => ({ ...one, alone: finite(one.alone) })),
        kept,
      };
      show(result, () => {
        facts([
          ['lead', `${decimal(result.lead)} over class ${String(closest.rival)}, the runner-up`],
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
  const sizes = modalities.map((modality) => oneEach(radius[modality] ?? [0], 1, `--radius ${modality}`)[0]);
  refuseNegative(sizes, '--radius');
  return sizes;
}

function oneEach(given: readonly number[], count: number, where: string): readonly number[] {
  if (given.length === count) return given;
  throw new LabError('invalid', `has ${countOf(given.length, 'number')} instead of ${decimal(count)}.`, {
    where,
    remedy: count === 1 ? 'Give one size.' : 'Give one for each class, as many as the first --scores has.',
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

function refuseNegative(values: readonly number[], where: string): void {
  if (values.every((value) => value >= 0)) return;
  throw new LabError('invalid', 'has a number below zero.', { where, remedy: 'Give zero or more.' });
}

function refuseLabel(label: number, classes: number): void {
  if (classes >= 2 && label < classes) return;
  throw new LabError(
    'invalid',
    classes < 2 ? 'has one class.' : `is ${decimal(label)}, where the last class is ${decimal(classes - 1)}.`,
    classes < 2
      ? { where: '--scores', remedy: 'Give two or more classes.' }
      : { where: '--label', remedy: `Give 0 to ${decimal(classes - 1)}.` },
  );
}
