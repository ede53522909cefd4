import { z } from 'zod';
import { blocks, heads, width } from './sizes';

/** z = [h_1; h_2; …]. */
export const ConcatChoice = z.strictObject({
  name: z.literal('concat').meta({ description: 'the encodings one after the other' }),
});
/** z = (W_1 h_1 + b_1) * (W_2 h_2 + b_2) * … (element-wise). */
export const ProductChoice = z.strictObject({
  name: z
    .literal('product')
    .meta({ description: 'the encodings, brought to one width, multiplied element by element' }),
  width: width.default(128).meta({ description: 'width of the product', unit: 'units' }),
});
/**
 * Gated multimodal unit (Arevalo et al., arXiv 1702.01992, section 3.1): z = Σ_m σ(G_m [h_1; h_2; …]) * tanh(W_m h_m),
 * element-wise.
 */
export const GatedChoice = z.strictObject({
  name: z.literal('gated').meta({ description: 'each encoding weighted by a gate that looks at all of them (GMU)' }),
  width: width.default(128).meta({ description: 'width of the fused embedding', unit: 'units' }),
});
/**
 * Low-rank multimodal fusion (Liu et al., arXiv 1806.00064, equations 5 to 9): the outer product of all [h_m; 1], read by
 * a weight tensor that is a sum of `rank` outer products: z = Σ_r (W_1r [h_1; 1]) * (W_2r [h_2; 1]) * … + b.
 */
export const LowRankTensorChoice = z.strictObject({
  name: z
    .literal('low-rank-tensor')
    .meta({ description: 'products of all encodings with each other, by a weight tensor of low rank (LMF)' }),
  width: width.default(64).meta({ description: 'width of the fused embedding', unit: 'units' }),
  rank: z.int().min(1).max(64).default(4).meta({ description: 'outer products that the weight tensor is a sum of' }),
});
/** MMBT-style: tokens of every modality projected into one space, segment embeddings, self-attention, masked mean. */
export const TokenTransformerChoice = z.strictObject({
  name: z.literal('token-transformer').meta({ description: 'tokens of all modalities in one transformer (MMBT)' }),
  width: width.default(64).meta({ description: 'width of a token', unit: 'units' }),
  blocks: blocks(1),
  heads,
});
/**
 * One head per modality; z = mean of their logits, or their sum: the same class wins, but another loss is lowered. `separate`: an
 * ensemble, whose members share nothing but the pass whose weights are kept.
 */
export const LateChoice = z.strictObject({
  name: z.literal('late').meta({ description: 'one head per modality; the mean of their logits, or their sum' }),
  together: z
    .enum(['mean', 'sum'])
    .default('mean')
    .meta({
      title: 'logits together',
      description:
        'averaged, or added up: the same class wins either way, but the sum of several is surer than their mean, and is trained by another loss',
      words: { mean: 'their mean', sum: 'their sum' },
    }),
  separate: z.boolean().default(false).meta({
    title: 'trained separately',
    description:
      'each head, and what it reads, by its own loss, like models that are trained each by itself; of a skeleton read by three streams a head of each. Without, all by the loss of the mean',
  }),
});
/** The released code's reading of the rank regulariser of QMF, and that of the loss it was made from. */
export const RankForm = z.enum(['slack', 'gap']);
export type RankForm = z.infer<typeof RankForm>;
/**
 * QMF (Zhang et al., arXiv 2306.02050): one head per modality; z = Σ_m c_m f_m of their logits f_m, each weighted by the
 * confidence c_m = logsumexp(f_m) / 10 that its energy gives.
 */
export const QmfChoice = z.strictObject({
  name: z
    .literal('qmf')
    .meta({ description: 'one head per modality; their logits weighted by how sure each is of the sample (QMF)' }),
  rank: z
    .number()
    .min(0)
    .max(1000)
    .default(1)
    .meta({ description: 'strength with which training makes a modality less sure of what it has lost more on (λ)' }),
  rankForm: RankForm.default('slack').meta({
    description:
      'slack: small errors of the order cost nothing; gap: the order has to hold by a margin. Either is as large as the losses differ',
  }),
});
/** How a fixed point is found. */
export const Solver = z.enum(['anderson', 'broyden']);
export type Solver = z.infer<typeof Solver>;
/**
 * DEQ-Fusion (Ni et al., arXiv 2306.16645): z is the fused part of a fixed point of a map of every modality's state and a
 * fused one, found by Anderson's or Broyden's iteration; unrolled, of so many applications of that map.
 */
export const DeqChoice = z.strictObject({
  name: z
    .literal('deq')
    .meta({ description: 'the balance that all encodings and a fused state come to, by a solver (DEQ)' }),
  width: width
    .default(64)
    .meta({ description: 'width of each state and of the fused embedding, a multiple of 4', unit: 'units' }),
  solver: Solver.default('anderson').meta({
    description:
      'how the balance is found, and its gradient: mixing the last steps (Anderson), or learning the slope from them (Broyden)',
    words: { anderson: 'Anderson', broyden: 'Broyden' },
  }),
  iterations: z
    .int()
    .min(1)
    .max(1000)
    .default(105)
    .meta({ description: 'steps of the solver at most; what is not solved by then is flagged', unit: 'steps' }),
  tolerance: z
    .number()
    .positive()
    .max(0.1)
    .default(1e-3)
    .meta({ description: 'change by one more step below which a sample is solved' }),
  unrolled: z.int().min(0).max(1000).default(0).meta({
    description: 'ablation: apply the map so often in place of solving; 0 to solve',
    unit: 'steps of the fusion',
  }),
  jacobian: z.number().min(0).max(1000).default(0.1).meta({
    title: 'weight of the Jacobian',
    description: 'strength with which training keeps the map’s slope small, so that it can be solved',
  }),
});
/**
 * CRMT (Yang et al., arXiv 2402.06244): h_k = Σ_m a_k^(m) s_k^(m) + b_k, where s^(m) is read off each modality's
 * representation by orthonormal rows.
 */
export const CrmtChoice = z.strictObject({
  name: z
    .literal('crmt')
    .meta({ description: 'an orthogonal classifier per modality; how much each counts is learned for itself (CRMT)' }),
  margin: z
    .number()
    .min(0)
    .max(100)
    .default(2)
    .meta({ description: 'strength with which training widens the margin of the weakest modality; 0 for not at all' }),
  integration: z.int().min(0).max(1000).default(45).meta({
    description: 'passes at the end in which only how much each modality counts is learned (step 2); 0 for none',
    unit: 'epochs',
  }),
  orthogonal: z.boolean().default(true).meta({
    description:
      'each modality’s classes are read at right angles; without, by one linear head over all encodings (the joint training that CRMT is compared with)',
  }),
});
/** What a layer of a crossmodal transformer reads of its source. */
export const CrossmodalMemory = z.enum(['level-0', 'top', 'average', 'gate', 'concat']);
export type CrossmodalMemory = z.infer<typeof CrossmodalMemory>;
/**
 * MulT (Tsai et al., and its released code): a crossmodal transformer for each ordered pair of modalities, self-attention per
 * target, its last step. Other memories than `level-0` are MCMulT-style (after arXiv 2206.07981), not verified.
 */
export const MultChoice = z.strictObject({
  name: z
    .literal('mult')
    .meta({ description: 'each modality looks at each other one step by step, whatever their rates (MulT)' }),
  width: width.default(30).meta({ description: 'width of a token in every stream', unit: 'units' }),
  layers: z
    .int()
    .min(1)
    .max(12)
    .default(5)
    .meta({ description: 'layers of each crossmodal transformer; of self-attention as many, and at least three' }),
  heads: z.int().min(1).max(16).default(5).meta({ description: 'attention heads per layer, which divide the width' }),
  memory: CrossmodalMemory.default('level-0').meta({
    description:
      'what each layer reads of the other modality: its input alone (MulT); what it has become one layer below; or all levels below, averaged, weighted by a learned gate, or one after the other (MCMulT-style, not verified)',
    words: { 'level-0': 'level 0 only (MulT)', top: 'top only', concat: 'one after the other' },
  }),
  causal: z
    .boolean()
    .default(true)
    .meta({ title: 'no look ahead', description: 'a step sees nothing that comes later in the other modality' }),
});

/** The weights of the answers that the released code of MLA has in the place of entropy, by how many inputs there are. */
export const fixedMlaWeights: Readonly<Record<number, readonly number[]>> = {
  1: [1],
  2: [0.55, 0.45],
  3: [0.35, 0.25, 0.4],
};

/**
 * MLA (Zhang et al., arXiv 2311.10707): one linear head shared by all inputs gives logits y_m of each; z = Σ_m λ_m y_m with
 * λ = softmax over the inputs of −entropy(softmax y_m).
 */
export const MlaChoice = z.strictObject({
  name: z
    .literal('mla')
    .meta({ description: 'one head that all inputs share; their logits weighted by how little each wavers (MLA)' }),
  weights: z
    .enum(['entropy', 'mean', 'fixed'])
    .default('entropy')
    .meta({
      title: 'weights of the answers',
      description:
        'found anew for every sample, the surer input counting for more, when asked; or all alike; or those that the released code has beside them, by the names of the inputs: 0.55 and 0.45 of two, 0.35, 0.25 and 0.40 of three',
      words: { entropy: 'by entropy', mean: 'all alike', fixed: 'fixed, as released' },
    }),
});
/** How the contrast of UniS-MMC compares: as its paper has it, or as its released code has it. */
export const ContrastForm = z.enum(['paper', 'row-0']);
export type ContrastForm = z.infer<typeof ContrastForm>;
/**
 * UniS-MMC (Zou et al., arXiv 2305.09299): z = [h_1; h_2; …]. Training adds the loss of a classifier of each input by itself,
 * and a contrast that draws an input which is wrong towards one that is right.
 */
export const UnisMmcChoice = z.strictObject({
  name: z.literal('unis-mmc').meta({
    description:
      'the encodings one after the other; training draws an input that is wrong towards one that is right (UniS-MMC)',
  }),
  unimodal: z.boolean().default(true).meta({
    title: 'classifier of each input',
    description: 'trained beside the fused one; without, this is concatenation',
  }),
  contrast: z.number().min(0).max(1000).default(0.1).meta({
    description: 'strength with which encodings are drawn together where one input is right (λ); 0 for not at all',
  }),
  temperature: z
    .number()
    .positive()
    .max(100)
    .default(0.07)
    .meta({ description: 'of the contrast (τ); the lower, the more the closest pairs alone count' }),
  contrastForm: ContrastForm.default('paper').meta({
    title: 'form of the contrast',
    description:
      'of the two encodings of each sample, as the paper has it; or of the first sample’s with those of all, as the released code has it',
    words: { paper: 'as the paper', 'row-0': 'as the code: first sample only' },
  }),
});

export const FusionChoice = z.discriminatedUnion('name', [
  ConcatChoice,
  ProductChoice,
  GatedChoice,
  LowRankTensorChoice,
  TokenTransformerChoice,
  LateChoice,
  QmfChoice,
  DeqChoice,
  CrmtChoice,
  MultChoice,
  MlaChoice,
  UnisMmcChoice,
]);

export type FusionChoice = z.infer<typeof FusionChoice>;
export type FusionName = FusionChoice['name'];
