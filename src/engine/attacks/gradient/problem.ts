/** The problem that the framework hands to a gradient attack. */
import * as tf from '@tensorflow/tfjs-core';
import { ownPath } from '../../../shared/attacks/gradient-path';
import { mapValues } from '../../../shared/map-values';
import type { Embedded, Encoding, Encodings, Weighing } from '../../models/fused-model';
import { dispose, tidy, tidyGradients } from '../../tensors';
import type { AttackContext, Ball, Manner, PerturbationProblem, Truth, Values } from '../attack';
import { followed, pullOf } from './followed';
import { lengthOver, perSample } from './ball';
import { turnOf } from './embedding-objective';
import { truthOf } from './truth';
import type { Dataset, Sample } from '../../data/dataset';
import { gatherEmbedded, gatherEncoding } from '../../models/encodings';
import { ROWS_AT_ONCE } from '../micro-batch';
import { embedSamples, encodeAll } from '../outputs';
import { randomFrom } from '../../random';

/** Passes per sample. */
export interface PassCounts {
  readonly forward: readonly number[];
  readonly gradient: readonly number[];
  /** Per modality: passes of its encoder. None of one that is not attacked. */
  readonly encoded: Readonly<Record<string, readonly number[]>>;
}

export interface OpenedProblem extends PerturbationProblem {
  /** Of this problem and all that it was narrowed to. */
  readonly passes: PassCounts;
}

/** Without a data set, no samples are known but those of the problem. */
type Setting = Pick<AttackContext, 'model' | 'samples' | 'embeddings' | 'encodings' | 'seed' | 'pause' | 'truthOf'> &
  Partial<Pick<AttackContext, 'rowsAtOnce' | 'dataset'>>;

/**
 * Takes over the untouched values of the attacked modalities, and the encodings of the others, as they are.
 */
export function openProblem(context: Setting, ball: Ball): OpenedProblem {
  const { model, samples, embeddings, encodings } = context;
  const attacked = Object.keys(ball.radii);
  const others = Object.keys(model.modalities).filter((id) => !attacked.includes(id));
  const truth = context.truthOf?.(model, samples) ?? truthOf(samples, model.classes.length, model.target);
  const none = (): number[] => samples.map(() => 0);
  const passes = { forward: none(), gradient: none(), encoded: mapValues(model.modalities, none) };
  const parts: Parts = {
    clean: Object.fromEntries(attacked.map((id) => [id, embeddings[id]])),
    fixed: Object.fromEntries(others.map((id) => [id, encodings[id]])),
    truth,
  };
  const { rowsAtOnce = ROWS_AT_ONCE, dataset = null } = context;
  const problem = problemOf(
    { ...context, rowsAtOnce, dataset, path: ownPath, goesOn: false },
    ball,
    parts,
    truth.owned,
    {
      pass: (row, gradient) => {
        passes.forward[row] += 1;
        if (gradient) passes.gradient[row] += 1;
      },
      encoding: (row, id) => {
        passes.encoded[id][row] += 1;
      },
    },
  );
  return { ...problem, passes };
}

/** Told of everything that is computed for a sample. */
interface Counter {
  readonly pass: (row: number, gradient: boolean) => void;
  readonly encoding: (row: number, modality: string) => void;
}

interface Parts {
  readonly clean: Readonly<Record<string, Embedded>>;
  /** Encodings of the modalities that are not attacked. */
  readonly fixed: Encodings;
  readonly truth: Truth;
}

function problemOf(
  context: Pick<AttackContext, 'model' | 'samples' | 'seed' | 'rowsAtOnce' | 'pause'> &
    Manner & { readonly dataset: Dataset | null },
  ball: Ball,
  { clean, fixed, truth }: Parts,
  owned: unknown,
  counter: Counter,
): PerturbationProblem {
  const { model, dataset, samples, seed, rowsAtOnce, pause, path, goesOn } = context;
  const { fuse, isOwn } = followed(model, path);
  const { weighing } = model;
  const ids = Object.keys(clean);
  const encode = (value: tf.Tensor, id: string): Encoding => {
    samples.forEach((_, row) => {
      counter.encoding(row, id);
    });
    return model.encode(id, { values: value, mask: clean[id].mask });
  };
  const encoded = (values: Values): Encodings => ({ ...fixed, ...mapValues(values, encode) });
  const slopesOf = (loss: (...points: tf.Tensor[]) => tf.Scalar, values: Values): Values => {
    const slopes = tidyGradients(() => tf.grads(loss)(ids.map((id) => values[id])));
    return Object.fromEntries(ids.map((id, index) => [id, slopes[index]]));
  };
  /** Slopes together with those of what the attacked modalities count for, each as long as the other; frees the former. */
  const pulled = (slopes: Values, values: Values, own: Weighing): Values => {
    try {
      samples.forEach((_, row) => {
        counter.pass(row, true);
      });
      const pull = (...points: tf.Tensor[]): tf.Scalar =>
        tf.sum(pullOf(own.weights(encoded(Object.fromEntries(ids.map((id, index) => [id, points[index]])))), ids));
      const towards = slopesOf(pull, values);
      try {
        return tidy(() => added(ofUnitLength(slopes), ofUnitLength(towards)));
      } finally {
        dispose(towards);
      }
    } finally {
      dispose(slopes);
    }
  };
  const logitsAt = (values: Values): tf.Tensor2D => {
    samples.forEach((_, row) => {
      counter.pass(row, false);
    });
    return tidy(() => model.decide(model.fuse(encoded(values))));
  };
  return {
    model,
    samples,
    seed,
    pause,
    ball,
    rowsAtOnce,
    clean,
    goesOn,
    truth,
    asked: (manner) => problemOf({ ...context, ...manner }, ball, { clean, fixed, truth }, null, counter),
    ofAnotherClass: (row, draw) => (dataset === null ? null : drawnFrom(dataset, samples[row], seed, draw)),
    logitsAt,
    embeddingAt: (values) => {
      samples.forEach((_, row) => {
        counter.pass(row, false);
      });
      return tidy(() => model.fuse(encoded(values)));
    },
    embeddingOf: (others) => {
      const there = others.flatMap((other, row) => (other === null ? [] : [{ other, row }]));
      there.forEach(({ row }) => {
        counter.pass(row, false);
        for (const id of Object.keys(model.modalities)) counter.encoding(row, id);
      });
      return tidy(() => {
        const own = there.length > 0 ? there.map(({ other }) => other) : samples.slice(0, 1);
        const z = model.fuse(encodeAll(model, embedSamples(model, own)));
        const zeros = tf.zeros([1, z.shape[1]]);
        const places = others.map((other, row) =>
          other === null ? own.length : there.findIndex((one) => one.row === row),
        );
        return tf.gather(tf.concat<tf.Tensor2D>([z, zeros as tf.Tensor2D], 0), tf.tensor1d(places, 'int32'));
      });
    },
    gradientsAt: (values, objective = 'log-odds') => {
      samples.forEach((_, row) => {
        counter.pass(row, true);
      });
      const held: tf.Tensor2D[] = [];
      const loss = (...points: tf.Tensor[]): tf.Scalar => {
        const at = Object.fromEntries(ids.map((id, index) => [id, points[index]]));
        const z = fuse(encoded(at));
        const logits = model.decide(z);
        held.push(tf.keep(tf.clone(logits)));
        // Samples do not interact, so the gradient of the sum holds each sample's own gradient.
        return tf.sum(typeof objective === 'string' ? truth.objective(objective, logits) : turnOf(z, objective));
      };
      try {
        const slopes = slopesOf(loss, values);
        // What the way to the gradient says is not what the model says.
        if (!isOwn) dispose(held.splice(0, 1, logitsAt(values)));
        const isPulled = path.gradient === 'hijacked-weights' && weighing !== undefined;
        return { logits: held[0], gradients: isPulled ? pulled(slopes, values, weighing) : slopes };
      } catch (error) {
        dispose(held);
        throw error;
      }
    },
    narrowed: (rows) => {
      const parts = tidy(() => ({
        clean: mapValues(clean, (embedded) => gatherEmbedded(embedded, rows)),
        fixed: mapValues(fixed, (encoding) => gatherEncoding(encoding, rows)),
        truth: truth.narrowed(rows),
      }));
      const fewer = { ...context, samples: rows.map((row) => samples[row]) };
      return problemOf(fewer, ball, parts, [parts.clean, parts.fixed, parts.truth.owned], {
        pass: (row, gradient) => {
          counter.pass(rows[row], gradient);
        },
        encoding: (row, id) => {
          counter.encoding(rows[row], id);
        },
      });
    },
    dispose: () => {
      dispose(owned);
    },
  };
}

function added(some: Values, others: Values): Values {
  return mapValues(some, (own, id) => tf.add(own, others[id]));
}

/** Each sample's slopes over their l2 length over all modalities; zero stays zero. */
function ofUnitLength(slopes: Values): Values {
  const lengths = tf.maximum(lengthOver(slopes), 1e-30);
  return mapValues(slopes, (own) => tf.div(own, perSample(lengths, own.rank)));
}

/** Rows looked at for one of another class, at most. */
const mostLooks = 100;

/** A row of the training split with another label; of the test split where there is none for training. */
function drawnFrom(dataset: Dataset, { id, label }: Sample, seed: number, draw: number): Sample | null {
  const training = dataset.rowsOf('train');
  const rows = training.length > 0 ? training : dataset.rowsOf('test');
  if (rows.length === 0) return null;
  const random = randomFrom(seed, id, 'of another class', draw);
  for (let look = 0; look < mostLooks; look += 1) {
    const row = rows[random.below(rows.length)];
    if (dataset.label(row) !== label) return dataset.sample(row);
  }
  return null;
}
