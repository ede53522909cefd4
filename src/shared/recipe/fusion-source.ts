import type { AttackSource } from '../attacks/facts';
import { TrainingChoice } from '../training/training';
import type { CrmtChoice, DeqChoice, FusionChoice, MlaChoice, MultChoice, QmfChoice, UnisMmcChoice } from './fusions';
import type { z } from 'zod';
import { from } from '../papers/papers';

type Learned = Pick<TrainingChoice, 'method' | 'alternating'>;

/** What a fusion, and what its training has of it, go back to, and how closely they follow it. */
export function fusionSource(choice: FusionChoice, training: Learned = TrainingChoice.parse({})): AttackSource {
  switch (choice.name) {
    case 'concat':
      return {
        title: 'Concatenation of the encodings',
        ...from`common practice, of no single source`,
        fidelity: 'exact',
        difference: 'none',
      };
    case 'late':
      return {
        title: choice.separate
          ? `Late fusion of models trained separately, ${choice.together} of logits`
          : `Late fusion, ${choice.together} of logits`,
        ...from`common practice, of no single source`,
        fidelity: 'exact',
        difference: 'none: weights are equal and fixed',
      };
    case 'product':
      return {
        title: 'Product of the encodings',
        ...from`after MLB, ${'kim2017hadamard'}`,
        fidelity: 'variant',
        difference: 'a linear map to one width before the product, no nonlinearity and no attention',
      };
    case 'gated':
      return {
        title: 'Gated multimodal unit (GMU)',
        ...from`${'arevalo2017gated'}, section 3.1`,
        fidelity: 'variant',
        difference:
          'the form for any number of inputs, for two as well: a gate each, which need not add up to one; biases added',
      };
    case 'low-rank-tensor':
      return {
        title: 'Low-rank multimodal fusion (LMF)',
        ...from`${'liu2018efficient'}, equations 5 to 9`,
        fidelity: 'exact',
        difference: 'none: a bias of each factor stands for the appended one',
      };
    case 'token-transformer':
      return {
        title: 'Token transformer',
        ...from`after MMBT, ${'kiela2019supervised'}`,
        fidelity: 'variant',
        difference:
          'small and trained from scratch, where MMBT is a pre-trained BERT; tokens of the encoders chosen; the mean of all tokens in place of the first',
      };
    case 'qmf':
      return qmfSource(choice);
    case 'deq':
      return deqSource(choice);
    case 'crmt':
      return crmtSource(choice);
    case 'mult':
      return multSource(choice);
    case 'mla':
      return mlaSource(choice, training);
    case 'unis-mmc':
      return unisMmcSource(choice);
    default:
      return choice satisfies never;
  }
}

function qmfSource({ rank, rankForm }: z.infer<typeof QmfChoice>): AttackSource {
  const form =
    rank === 0
      ? 'no rank regulariser, which the method has'
      : {
          slack: 'the rank regulariser as its code has it (slack: errors of the order cost nothing up to a distance)',
          gap: 'the rank regulariser with a required gap, as the loss that it was made from has it and its code has not',
        }[rankForm];
  return {
    title: rank === 0 ? 'QMF without its rank regulariser' : `QMF, rank form ${rankForm}`,
    ...from`${'zhang2023provable'}, and its code`,
    fidelity: 'variant',
    difference: `${form}; weights are detached in training, as the code has it for text and image, and samples ranked by what they had lost before the step, as it has it for colour and depth; encoders and optimiser as of this plan`,
  };
}

function deqSource({ unrolled, solver, jacobian }: z.infer<typeof DeqChoice>): AttackSource {
  const solving =
    unrolled > 0
      ? ['an ablation: the map is applied so often in place of being solved']
      : [
          'each sample stops by its own residual, where the code stops at that of a whole batch',
          ...{
            anderson: [
              'the ridge of Anderson’s least squares is 1e-4 of the mean square of the residuals, where the code adds 1e-4 itself',
            ],
            broyden: ['Broyden’s inverse starts anew after 105 steps'],
          }[solver],
        ];
  return {
    title: `DEQ-Fusion, ${unrolled > 0 ? 'unrolled' : { anderson: 'Anderson', broyden: 'Broyden' }[solver]}`,
    ...from`${'ni2023deep'}, and its code`,
    fidelity: 'reconstruction',
    difference: [
      ...solving,
      'weights start at a deviation of 0.01, which the source does not state',
      ...(jacobian === 0 ? ['no penalty of the Jacobian'] : []),
      'encoders and optimiser as of this plan',
    ].join('; '),
  };
}

function crmtSource({ orthogonal, integration, margin }: z.infer<typeof CrmtChoice>): AttackSource {
  const steps = [
    ...(margin === 0 ? ['no margins in the first step'] : []),
    ...(integration === 0
      ? ['no second step']
      : [
          'the second step is SGD as in the code, at its share 0.03 of the rate of the first step, which is Adam’s here; slopes are of the scores and not of the fused logit, and the weights of the best pass are kept',
        ]),
  ];
  return {
    title: orthogonal ? 'CRMT, orthogonal classifier' : 'Joint training, with which CRMT is compared',
    ...from`${'yang2024quantifying'}, and its code`,
    fidelity: 'variant',
    difference: [
      ...(orthogonal
        ? ['all rows of an input are orthonormal, which the code leaves unit vectors, not at right angles']
        : ['one linear head over all encodings; a weight per input and class in front of it, which begins at 1']),
      ...steps,
      'Adam in the first step, where the code has SGD',
    ].join('; '),
  };
}

function multSource({ memory, causal }: z.infer<typeof MultChoice>): AttackSource {
  const choices = [
    'dropout within the layers is left out',
    'queries and sources share a normalisation, each transformer ends in one, and of unequal lengths as many steps more are seen as they differ by, all as in the released code of MulT',
    ...(causal ? [] : ['later steps are seen too']),
    'encoders, head, loss and optimiser as of this plan (the code has the steps as they are, one dense layer, the absolute error, and Adam)',
  ];
  if (memory === 'level-0') {
    return {
      title: 'MulT, level 0 only',
      ...from`${'tsai2019multimodal'}, and its code`,
      fidelity: 'variant',
      difference: choices.join('; '),
    };
  }
  return {
    title: `MCMulT-style, not verified: ${{ top: 'top level only', average: 'levels averaged', gate: 'levels gated', concat: 'levels one after the other' }[memory]}`,
    ...from`after MCMulT, ${'ma2022multi'}, of whose layers only the idea is known here`,
    fidelity: 'reconstruction',
    difference: [
      'the paper’s layer equations, sizes and results are not known here: MulT whose pairs of modalities build their levels together, each reading levels of the other',
      ...(memory === 'top' ? ['of one level only, which the paper argues against: an ablation'] : []),
      ...choices,
    ].join('; '),
  };
}

function mlaSource({ weights }: z.infer<typeof MlaChoice>, { method, alternating }: Learned): AttackSource {
  const answers = { entropy: 'entropy fusion', mean: 'mean of logits', fixed: 'fixed weights' }[weights];
  const modified = {
    previous:
      'how the gradient of the head is modified is a reconstruction: whose features, and α, the paper leaves unknown, and the code released last does not run it',
    added:
      'the gradient of the head is modified as BalanceBenchmark has it, by the features of the step itself; α the paper leaves unknown',
    none: 'the gradient of the head is taken as it is, which the method modifies',
  }[alternating.modification];
  return {
    title: method === 'alternating' ? `MLA, ${answers}` : `Shared head of MLA, all inputs at once, ${answers}`,
    ...from`${'zhang2024multimodal'}, and its code`,
    fidelity: 'reconstruction',
    difference: [
      {
        entropy: 'entropy of each sample over its classes, where the code has it over a batch',
        mean: 'all answers count alike, which the method has without its dynamic fusion',
        fixed:
          'fixed weights of the code, which the method has without its dynamic fusion, given to the inputs in the order of their names',
      }[weights],
      method === 'alternating'
        ? modified
        : 'all inputs learn at once: without its training of one input after the other, which the method is',
      'hidden layers of the head, where it has any, are of each input by itself',
      'a missing input is left out of the sums where the plan says so (left-out), and replaced where it does not; encoders and optimiser as of this plan',
    ].join('; '),
  };
}

function unisMmcSource({ unimodal, contrast, contrastForm }: z.infer<typeof UnisMmcChoice>): AttackSource {
  const origin = from`${'zou2023unis'}`;
  if (!unimodal) {
    return {
      title: 'Concatenation, with which UniS-MMC is compared',
      ...origin,
      fidelity: 'variant',
      difference: 'encoders, head and optimiser as of this plan',
    };
  }
  const differences = [
    ...(contrast === 0 ? ['no contrast, which the method has'] : []),
    ...(contrast > 0 && contrastForm === 'row-0'
      ? ['the contrast of the first sample of a batch, as its code has it']
      : []),
    'classifiers are of the kind of the head (“deep” has the paper’s three layers), encoders and optimiser as of this plan',
  ];
  return {
    title:
      contrast === 0
        ? 'UniS-MMC without its contrast'
        : `UniS-MMC${contrastForm === 'row-0' ? ', contrast as its code' : ''}`,
    ...origin,
    fidelity: 'variant',
    difference: differences.join('; '),
  };
}
