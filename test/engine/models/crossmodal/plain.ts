/** Transformers of MulT in plain numbers, written from its description and not from the lab's code. */

export type Row = readonly number[];
/** Token by token. */
export type Tokens = readonly Row[];
export type Weights = (name: string) => readonly number[];

const EPSILON = 1e-5;

function dense(p: Weights, name: string, x: Row): Row {
  const [kernel, bias] = [p(`${name}/kernel`), p(`${name}/bias`)];
  return bias.map((start, column) => x.reduce((sum, v, row) => sum + v * kernel[row * bias.length + column], start));
}

export function norm(p: Weights, name: string, x: Row): Row {
  const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
  const variance = x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length;
  return x.map((v, at) => ((v - mean) / Math.sqrt(variance + EPSILON)) * p(`${name}/gain`)[at] + p(`${name}/bias`)[at]);
}

function softmax(x: Row): Row {
  const largest = Math.max(...x);
  const powers = x.map((v) => Math.exp(v - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((v) => v / sum);
}

/** One block; a query i sees the keys j ≤ i + |L_s − L_t| where time runs one way only. */
export function block(p: Weights, name: string, heads: number, z: Tokens, source: Tokens, causal: boolean): Tokens {
  const width = z[0].length;
  const size = width / heads;
  const both = source.map((x) => dense(p, `${name}/key-value`, norm(p, `${name}/norm1`, x)));
  const ahead = Math.abs(source.length - z.length);
  return z.map((own, i) => {
    const query = dense(p, `${name}/query`, norm(p, `${name}/norm1`, own));
    const seen = both.filter((_, j) => !causal || j <= i + ahead);
    const found = Array.from({ length: heads }, (_, head) => {
      const part = (x: Row, from: number): Row => x.slice(from + head * size, from + (head + 1) * size);
      const scores = seen.map((key) => {
        const [q, k] = [part(query, 0), part(key, 0)];
        return q.reduce((sum, v, at) => sum + v * k[at], 0) / Math.sqrt(size);
      });
      const shares = softmax(scores);
      return Array.from({ length: size }, (_d, at) =>
        seen.reduce((sum, key, j) => sum + shares[j] * part(key, width)[at], 0),
      );
    }).flat();
    const u = dense(p, `${name}/output`, found).map((v, at) => v + own[at]);
    const hidden = dense(p, `${name}/expand`, norm(p, `${name}/norm2`, u)).map((v) => Math.max(0, v));
    return dense(p, `${name}/contract`, hidden).map((v, at) => v + u[at]);
  });
}

/** Times √D, plus sines and cosines of the step counted from 1. */
export function placed(tokens: Tokens): Tokens {
  return tokens.map((x, step) => {
    const half = Math.floor(x.length / 2);
    return x.map((v, at) => {
      const angle = (step + 1) * Math.exp((-Math.log(10_000) * (at % half)) / (half - 1));
      const wave = at >= 2 * half ? 0 : at < half ? Math.sin(angle) : Math.cos(angle);
      return v * Math.sqrt(x.length) + wave;
    });
  });
}

/** z of MulT for the tokens of one sample. */
export function mult(
  p: Weights,
  tokens: Readonly<Record<string, Tokens>>,
  { layers, heads, causal, width }: { layers: number; heads: number; causal: boolean; width: number },
): Row {
  const ids = Object.keys(tokens);
  const under =
    (prefix: string): Weights =>
    (name) =>
      p(`${prefix}/${name}`);
  const projected = (id: string): Tokens =>
    tokens[id].map((x) =>
      Array.from({ length: width }, (_, column) =>
        x.reduce((sum, v, row) => sum + v * p(`${id}/project/kernel`)[row * width + column], 0),
      ),
    );
  const ran = (own: Weights, start: Tokens, count: number, source: (z: Tokens) => Tokens): Tokens => {
    let z = start;
    for (let layer = 0; layer < count; layer += 1) z = block(own, `block${layer}`, heads, z, source(z), causal);
    return z.map((x) => norm(own, 'norm', x));
  };
  const all = ids.flatMap((target) => {
    const streams = ids
      .filter((source) => source !== target)
      .map((source) => {
        const low = placed(projected(source));
        return ran(under(`${target}/from/${source}`), placed(projected(target)), layers, () => low);
      });
    const joined = tokens[target].map((_, step) => streams.flatMap((stream) => stream[step]));
    return ran(under(`${target}/self`), placed(joined), Math.max(layers, 3), (z) => z).at(-1)!;
  });
  const more = dense(
    p,
    'residual/contract',
    dense(p, 'residual/expand', all).map((v) => Math.max(0, v)),
  );
  return all.map((v, at) => v + more[at]);
}
