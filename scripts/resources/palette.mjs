/**
 * The `size` colours that a set of RGB pixels is drawn with, and each pixel's nearest of them: median cut over a
 * histogram of 6 bits a channel, then three rounds of k-means. White is kept exactly, since it is the background.
 *
 * @param {Uint8Array} rgb
 * @param {number} size at most 256
 * @returns {{ palette: Uint8Array, indices: Uint8Array }}
 */
export function quantise(rgb, size) {
  const cells = histogram(rgb);
  let colours = medianCut(cells, size - 1);
  for (let round = 0; round < 3; round += 1) colours = refine(cells, colours);
  const palette = Uint8Array.from([...colours, WHITE].flatMap((colour) => colour.map(Math.round)));
  const all = Array.from({ length: size }, (_, index) => [...palette.subarray(3 * index, 3 * index + 3)]);
  const nearestOf = new Map();
  const indices = new Uint8Array(rgb.length / 3);
  for (let pixel = 0; pixel < indices.length; pixel += 1) {
    const [red, green, blue] = rgb.subarray(3 * pixel, 3 * pixel + 3);
    const key = (red << 16) | (green << 8) | blue;
    let index = nearestOf.get(key);
    if (index === undefined) {
      index = nearest(all, [red, green, blue]);
      nearestOf.set(key, index);
    }
    indices[pixel] = index;
  }
  return { palette, indices };
}

const WHITE = [255, 255, 255];

/** Mean colour and number of the pixels in each cell of 4 × 4 × 4 levels, but for pure white. */
function histogram(rgb) {
  const cells = new Map();
  for (let index = 0; index < rgb.length; index += 3) {
    const [red, green, blue] = [rgb[index], rgb[index + 1], rgb[index + 2]];
    if (red === 255 && green === 255 && blue === 255) continue;
    const key = ((red >> 2) << 12) | ((green >> 2) << 6) | (blue >> 2);
    const cell = cells.get(key) ?? { count: 0, sum: [0, 0, 0] };
    cell.count += 1;
    cell.sum[0] += red;
    cell.sum[1] += green;
    cell.sum[2] += blue;
    cells.set(key, cell);
  }
  return [...cells.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, { count, sum }]) => ({ count, colour: sum.map((total) => total / count) }));
}

/** Splits the box with the largest squared error at its mean, along its widest channel, until there are `size`. */
function medianCut(cells, size) {
  const boxes = [describe(cells)];
  while (boxes.length < size) {
    let worst = 0;
    boxes.forEach((box, index) => {
      if (box.error > boxes[worst].error) worst = index;
    });
    const { members, mean, channel } = boxes[worst];
    const below = members.filter(({ colour }) => colour[channel] < mean[channel]);
    const above = members.filter(({ colour }) => colour[channel] >= mean[channel]);
    if (below.length === 0 || above.length === 0) break;
    boxes.splice(worst, 1, describe(below), describe(above));
  }
  return boxes.map(({ mean }) => mean);
}

function describe(members) {
  const total = members.reduce((sum, { count }) => sum + count, 0);
  const mean = [0, 1, 2].map((c) => members.reduce((sum, { count, colour }) => sum + count * colour[c], 0) / total);
  const errors = [0, 1, 2].map((c) =>
    members.reduce((sum, { count, colour }) => sum + count * (colour[c] - mean[c]) ** 2, 0),
  );
  return { members, mean, error: errors[0] + errors[1] + errors[2], channel: errors.indexOf(Math.max(...errors)) };
}

function refine(cells, colours) {
  const sums = colours.map(() => ({ count: 0, sum: [0, 0, 0] }));
  for (const { count, colour } of cells) {
    const target = sums[nearest(colours, colour)];
    target.count += count;
    colour.forEach((level, channel) => {
      target.sum[channel] += count * level;
    });
  }
  return sums.map(({ count, sum }, index) => (count === 0 ? colours[index] : sum.map((total) => total / count)));
}

function nearest(colours, [red, green, blue]) {
  let best = 0;
  let smallest = Infinity;
  for (let index = 0; index < colours.length; index += 1) {
    const [r, g, b] = colours[index];
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < smallest) {
      smallest = distance;
      best = index;
    }
  }
  return best;
}
