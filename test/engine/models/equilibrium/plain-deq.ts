/** The map of DEQ-Fusion for one sample in plain numbers (`methods`: section 1), to compare with. */
export type Numbers = readonly number[];

/** Parameters by their names in `fusions/deq.ts`. */
export type Values = Readonly<Record<string, Numbers>>;

const GROUPS = 4;

export function dense(kernel: Numbers, bias: Numbers, x: Numbers): Numbers {
  const result = [...bias];
  x.forEach((value, row) => {
    for (let column = 0; column < result.length; column += 1)
      result[column] += value * kernel[row * result.length + column];
  });
  return result;
}

function groupNorm(values: Values, name: string, x: Numbers): Numbers {
  const size = x.length / GROUPS;
  return Array.from({ length: GROUPS }, (_, group) => x.slice(group * size, (group + 1) * size))
    .flatMap((group) => {
      const mean = group.reduce((sum, one) => sum + one, 0) / size;
      const variance = group.reduce((sum, one) => sum + (one - mean) ** 2, 0) / size;
      return group.map((one) => (one - mean) / Math.sqrt(variance + 1e-5));
    })
    .map((value, unit) => value * values[`${name}/gain`][unit] + values[`${name}/bias`][unit]);
}

const relu = (x: Numbers): Numbers => x.map((value) => Math.max(0, value));
const plus = (...rows: readonly Numbers[]): Numbers =>
  rows[0].map((_, index) => rows.reduce((sum, row) => sum + row[index], 0));
const layer = (values: Values, name: string, x: Numbers): Numbers =>
  dense(values[`${name}/kernel`], values[`${name}/bias`], x);

/** f(z) of one sample: states of the modalities, then the fused one. @param encodings by modality */
export function plainStep(
  values: Values,
  ids: readonly string[],
  encodings: Readonly<Record<string, Numbers>>,
  z: readonly Numbers[],
): readonly Numbers[] {
  const fused = z[ids.length];
  const features = ids.map((id) => layer(values, `${id}/project`, encodings[id]));
  const states = ids.map((id, index) => {
    const u = relu(groupNorm(values, `${id}/norm1`, layer(values, `${id}/first`, z[index])));
    const v = groupNorm(values, `${id}/norm2`, plus(layer(values, `${id}/second`, u), features[index]));
    return groupNorm(values, `${id}/norm3`, relu(plus(v, z[index])));
  });
  const purified = states.map((state) =>
    layer(values, 'gate', plus(fused, state)).map((gate, index) => gate * fused[index]),
  );
  const joint = features[0].map(
    (_, index) =>
      values.bias[0] + ids.reduce((sum, id, at) => sum + values[`${id}/weight`][0] * features[at][index], 0),
  );
  return [...states, groupNorm(values, 'norm', relu(plus(layer(values, 'combine', plus(...purified)), joint)))];
}

/** The fused state after so many steps from zero. */
export function plainFused(
  values: Values,
  ids: readonly string[],
  encodings: Readonly<Record<string, Numbers>>,
  width: number,
  steps: number,
): Numbers {
  let z: readonly Numbers[] = [...ids, 'fused'].map(() => new Array<number>(width).fill(0));
  for (let step = 0; step < steps; step += 1) z = plainStep(values, ids, encodings, z);
  return z[ids.length];
}
