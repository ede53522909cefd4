/**
 * Noise of pictures as MultiBench makes it (Liang et al., arXiv 2107.07502, and its released code): ten changes one after
 * the other, each with probability `level`. Two of its faults are not repeated: its noise was written on values of 0 to 255
 * in units of 0 to 1, which nobody sees.
 */
import type { ImageSpec } from '../../shared/data/modality';
import type { ImageValue } from '../modalities/modality';
import type { Random } from '../random';
import { greyOf, pictureOf, resampled } from './picture';

type Change = (spec: ImageSpec, value: ImageValue, level: number, random: Random) => ImageValue;

/** Colours of black bodies of 1,000 to 10,000 kelvin, in steps of 500 (M. Charity), of 255. */
const blackBodies = [
  [255, 56, 0],
  [255, 109, 0],
  [255, 137, 18],
  [255, 161, 72],
  [255, 180, 107],
  [255, 196, 137],
  [255, 209, 163],
  [255, 219, 186],
  [255, 228, 206],
  [255, 236, 224],
  [255, 243, 239],
  [255, 249, 253],
  [245, 243, 255],
  [235, 238, 255],
  [227, 233, 255],
  [220, 229, 255],
  [214, 225, 255],
  [208, 222, 255],
  [204, 219, 255],
] as const;

/** Share of a blend that is the colour. */
const blended = 0.3;
/** Degrees to either side. */
const largestTurn = 20;
/** Side of what a crop leaves, of the whole. */
const cropped = 0.8;

const grey: Change = (spec, value) => {
  const levels = greyOf(spec, value);
  return pictureOf(spec, (pixel) => levels[pixel]);
};

const halfContrast: Change = (spec, value) => {
  const mean = greyOf(spec, value).reduce((sum, level, _, { length }) => sum + level / length, 0);
  return value.map((level) => mean + (level - mean) / 2);
};

const inverted: Change = (_spec, value) => value.map((level) => 1 - level);

const tinted: Change = (spec, value, _level, random) => {
  const colour = blackBodies[random.below(blackBodies.length)];
  if (spec.channels === 1) return value;
  return pictureOf(spec, (pixel, channel) => (value[pixel * 3 + channel] * colour[channel]) / 255);
};

const coloured: Change = (spec, value, _level, random) => {
  const colour = random.below(3);
  if (spec.channels === 1) return value;
  return pictureOf(
    spec,
    (pixel, channel) => (1 - blended) * value[pixel * 3 + channel] + (channel === colour ? blended : 0),
  );
};

const saltAndPepper: Change = ({ height, width, channels }, value, level, random) => {
  const changed = value.slice();
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    if (random.uniform() >= level) continue;
    changed.fill(random.below(2), pixel * channels, (pixel + 1) * channels);
  }
  return changed;
};

const gaussian: Change = (spec, value, level, random) => {
  const noisy = greyOf(spec, value).map((own) => own + level * random.normal());
  return pictureOf(spec, (pixel) => noisy[pixel]);
};

const turned: Change = (spec, value, _level, random) => {
  const angle = ((2 * random.uniform() - 1) * largestTurn * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const [middleRow, middleColumn] = [(spec.height - 1) / 2, (spec.width - 1) / 2];
  return resampled(spec, value, (row, column) => {
    const [down, right] = [row - middleRow, column - middleColumn];
    return [middleRow + cos * down - sin * right, middleColumn + sin * down + cos * right];
  });
};

const mirrored: Change = (spec, value) =>
  pictureOf(spec, (pixel, channel) => {
    const column = pixel % spec.width;
    return value[(pixel - column + spec.width - 1 - column) * spec.channels + channel];
  });

const enlarged: Change = (spec, value, _level, random) => {
  const [top, left] = [spec.height, spec.width].map((side) => random.uniform() * (1 - cropped) * (side - 1));
  return resampled(spec, value, (row, column) => [top + cropped * row, left + cropped * column]);
};

const changes: readonly Change[] = [
  grey,
  halfContrast,
  inverted,
  tinted,
  coloured,
  saltAndPepper,
  gaussian,
  turned,
  mirrored,
  enlarged,
];

/** @param level in [0, 1]: probability of each change, and strength of the noise; 0 leaves the picture as it is */
export function noisyPicture(spec: ImageSpec, value: ImageValue, level: number, random: Random): ImageValue {
  return changes.reduce((picture, change) => {
    const happens = random.uniform() < level;
    return happens ? change(spec, picture, level, random) : picture;
  }, value);
}
