import type { Random } from '../../random';

/** Side of a picture, in pixels. */
export const GLYPH_SIDE = 28;

/** The digits as points of a 5 × 7 grid, drawn by this project. */
const GLYPHS: readonly (readonly (string | undefined)[])[] = [
  ['.###.', '#...#', '#..##', '#.#.#', '##..#', '#...#', '.###.'],
  ['..#..', '.##..', '..#..', '..#..', '..#..', '..#..', '.###.'],
  ['.###.', '#...#', '....#', '...#.', '..#..', '.#...', '#####'],
  ['#####', '...#.', '..#..', '...#.', '....#', '#...#', '.###.'],
  ['...#.', '..##.', '.#.#.', '#..#.', '#####', '...#.', '...#.'],
  ['#####', '#....', '####.', '....#', '....#', '#...#', '.###.'],
  ['..##.', '.#...', '#....', '####.', '#...#', '#...#', '.###.'],
  ['#####', '....#', '...#.', '..#..', '.#...', '.#...', '.#...'],
  ['.###.', '#...#', '#...#', '.###.', '#...#', '#...#', '.###.'],
  ['.###.', '#...#', '#...#', '.####', '....#', '...#.', '.##..'],
];

const ROWS = 7;
const COLUMNS = 5;
/** The points have a border of nothing. */
const STRIDE = COLUMNS + 2;
const points = GLYPHS.map((glyph) =>
  Float32Array.from({ length: (ROWS + 2) * STRIDE }, (_, at) =>
    glyph[Math.floor(at / STRIDE) - 1]?.[(at % STRIDE) - 1] === '#' ? 1 : 0,
  ),
);

/**
 * A digit turned by up to 15°, sheared, 2.3 to 3.2 pixels a point, anywhere in the middle, as bright as 0.75 to 1, on a dark
 * ground with faint noise; or the ground alone.
 */
export function drawnDigit(digit: number | null, random: Random): Uint8Array {
  const between = (low: number, high: number): number => low + random.uniform() * (high - low);
  const angle = between(-Math.PI / 12, Math.PI / 12);
  const scale = between(2.3, 3.2);
  const shear = between(-0.2, 0.2);
  const [middleRow, middleColumn] = [between(11.5, 15.5), between(11.5, 15.5)];
  const brightness = between(0.75, 1);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const inkAt = (row: number, column: number): number => {
    if (digit === null) return 0;
    const [down, across] = [row - middleRow, column - middleColumn];
    const v = (cos * down - sin * across) / scale + 3;
    const u = (sin * down + cos * across) / scale + shear * (v - 3) + 2;
    return bilinear(points[digit], v, u);
  };
  return Uint8Array.from({ length: GLYPH_SIDE * GLYPH_SIDE }, (_, pixel) => {
    const level = brightness * inkAt(Math.floor(pixel / GLYPH_SIDE), pixel % GLYPH_SIDE);
    const noise = Math.min(0.25, Math.abs(0.08 * random.normal()));
    return Math.round(255 * Math.min(1, level + noise));
  });
}

function bilinear(glyph: Float32Array, row: number, column: number): number {
  const top = Math.floor(row);
  const left = Math.floor(column);
  if (top < -1 || top >= ROWS || left < -1 || left >= COLUMNS) return 0;
  const down = row - top;
  const right = column - left;
  const at = (top + 1) * STRIDE + left + 1;
  const level =
    (1 - down) * ((1 - right) * glyph[at] + right * glyph[at + 1]) +
    down * ((1 - right) * glyph[at + STRIDE] + right * glyph[at + STRIDE + 1]);
  // Strokes with crisp edges, as a pen draws them.
  return Math.min(1, Math.max(0, 2.5 * level - 0.6));
}
