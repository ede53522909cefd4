import { Option, type Command } from 'commander';
import { certify, largestRadius } from '../../../analysis/certificates/mmcert/certificate';
import type { Sampled } from '../../../analysis/certificates/mmcert/overlap';
import { countOf, decimal } from '../../../analysis/format';
import { LabError } from '../../../shared/errors';
import { Tamper } from '../../../shared/certificates/tamper';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { between, severalOf, wholeNumbers } from '../../option-values';
import { facts } from '../../table';
import { wrap } from '../../width';

interface Options {
  readonly n: readonly number[];
  readonly k: readonly number[];
  readonly votes: readonly number[];
  readonly alpha: number;
  readonly attack: readonly Tamper[];
  readonly radius?: readonly number[];
  readonly ratio: number;
  readonly strict?: boolean;
}

/** More elements, draws and multiples than any use has; a certificate is computed within seconds up to them. */
const most = { elements: 10_000_000, votes: 1_000_000, ratio: 1_000 };

export function addCertificateMmcert(group: Command, environment: CliEnvironment): void {
  leaf<Options>(
    group,
    environment,
    {
      name: 'mmcert',
      summary: 'certified radii of an ensemble over sub-sampled inputs, from its votes',
      description:
        'Computes the certificate of MMCert (CVPR 2024): of every modality k of n elements are drawn many times, the model votes on each draw, and as long as an attacker changes at most r elements of each modality, the winner stays. It holds for the ensemble, not for the model below it. With two classes the exact binomial test decides, with more the simultaneous bounds of Clopper and Pearson.',
      examples: [
        [
          'muroan certificate mmcert --n 784,12 --k 40,3 --votes 980,15,5 --alpha 0.001 --radius 2,1',
          'is the winner kept if 2 pixels and a word are modified, and how far does it reach?',
        ],
      ],
      uses: 'nothing',
      configure: (command) => {
        command
          .requiredOption('--n <numbers>', 'elements of each modality, with commas', wholeNumbers(1, most.elements))
          .requiredOption('--k <numbers>', 'elements drawn of each modality', wholeNumbers(1, most.elements))
          .requiredOption('--votes <numbers>', 'votes for each class, two or more', wholeNumbers(0, most.votes))
          .requiredOption('--alpha <share>', 'probability that a certificate is wrong', between(0, 1))
          .addOption(
            new Option(
              '--attack <kinds>',
              `what is done to elements: ${Tamper.options.join(', ')}; one for all modalities, or one for each, with commas`,
            )
              .default(['modify'], 'modify')
              .argParser(severalOf(Tamper.options)),
          )
          .option(
            '--radius <numbers>',
            'elements of each modality that are attacked; none unless given',
            wholeNumbers(0, most.elements),
          )
          .addOption(
            new Option('--ratio <number>', 'the largest radius is sought where the others are so many times the first')
              .default(1)
              .argParser(between(0, most.ratio)),
          )
          .option('--strict', 'halve the level, since the winner is chosen by the same votes');
      },
    },
    ({ options, show, terminal }) => {
      const modalities = modalitiesOf(options);
      const { votes, alpha, ratio, radius = options.n.map(() => 0) } = options;
      const attack = options.attack.length === 1 ? modalities.map(() => options.attack[0]) : options.attack;
      refuseVotes(votes);
      refuseLength(radius, modalities.length, '--radius');
      refuseLength(attack, modalities.length, '--attack');
      const vote = { votes, alpha, strict: options.strict === true };
      const largest = largestRadius(vote, modalities, attack, (r) =>
        modalities.map((_, index) => (index === 0 ? r : Math.floor(r * ratio))),
      );
      const { label, lower, upper, delta, pValue, certified } = certify(vote, modalities, radius, attack);
      const result = {
        label,
        lower,
        upper,
        radius,
        delta,
        pValue,
        certified,
        largestRadius: largest,
      };
      show(result, () => {
        facts([
          ['winner', `class ${String(label)} (from 0)`],
          ['its probability', `at least ${decimal(lower)}`],
          ['any other', `at most ${decimal(upper)}`],
          ['draws touched (δ)', `${decimal(delta)} of all, where ${radius.map(decimal).join(', ')} are modified`],
          [
            `certified at ${radius.map(decimal).join(', ')}`,
            `${certified ? 'yes' : 'no'} (${[...new Set(attack)].length === 1 ? attack[0] : attack.join(', ')})`,
          ],
          [
            'largest radius',
            largest === null
              ? 'none: the ensemble abstains'
              : `${largest.map(decimal).join(', ')}${modalities.length === 1 ? '' : `, sought along ${rayOf(modalities.length, ratio)} (--ratio)`}`,
          ],
        ]).forEach(terminal.print);
        terminal.print();
        wrap(
          `A lower bound of the ensemble's robustness, wrong with probability ${decimal(alpha)} at most for a label that was fixed before the votes; where the winner is chosen by the same votes, --strict holds to that level.`,
          terminal.width,
        ).forEach(terminal.print);
      });
      return Promise.resolve(undefined);
    },
  );
}

/** As `1 : 2 : 2`. */
function rayOf(modalities: number, ratio: number): string {
  return Array.from({ length: modalities }, (_, index) => decimal(index === 0 ? 1 : ratio)).join(' : ');
}

function modalitiesOf({ n, k }: Options): readonly Sampled[] {
  refuseLength(k, n.length, '--k');
  return n.map((elements, index) => {
    if (k[index] > elements) {
      throw new LabError('invalid', `draws ${countOf(k[index], 'element')} of ${decimal(elements)}.`, {
        where: '--k',
        remedy: 'Give for each modality at most its elements.',
      });
    }
    return { n: elements, k: k[index] };
  });
}

function refuseLength(given: readonly unknown[], modalities: number, where: string): void {
  if (given.length === modalities) return;
  throw new LabError('invalid', `has ${countOf(given.length, 'value')}, --n has ${decimal(modalities)}.`, {
    where,
    remedy: 'Give one for each modality.',
  });
}

function refuseVotes(votes: readonly number[]): void {
  const total = votes.reduce((sum, count) => sum + count, 0);
  if (votes.length >= 2 && total > 0 && total <= most.votes) return;
  throw new LabError(
    'invalid',
    votes.length < 2 ? 'has one class.' : total === 0 ? 'has no vote.' : `has ${decimal(total)} votes in all.`,
    { where: '--votes', remedy: `Give two or more classes, and 1 to ${decimal(most.votes)} votes in all.` },
  );
}
