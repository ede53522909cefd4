import type { ImageRegion } from '../../shared/data/modality';
import type { SkeletonView } from '../../shared/samples/sample-view';
import {
  drawnFrame,
  figureOf,
  removedSpans,
  stillsOf,
  type Point,
  type StickFigure,
} from '../../shared/samples/stick-figure';
import { visibleText } from '../../shared/text/visible-text';
import type { Terminal } from '../terminal';
import { wrap } from '../width';
import { sideBySide } from './side-by-side';

/** Characters of one still; they are about twice as high as wide. */
const COLUMNS = 13;
const ROWS = 8;
const GAP = 2;
const MOST = 4;

const BONE = '·';
const JOINT = 'o';
const REMOVED = 'x';

/**
 * A skeleton from the front in a few steps beside each other: joints `o`, removed ones `x`.
 *
 * @param removed boxes of [joint, step]
 * @param limit columns at most
 */
export function drawSkeleton(
  view: SkeletonView,
  removed: readonly ImageRegion[],
  limit: number,
  terminal: Terminal,
): readonly string[] {
  const figure = figureOf(view);
  const count = Math.max(1, Math.min(MOST, Math.floor((limit + GAP) / (COLUMNS + GAP))));
  const stills = stillsOf(view.width, count, removedSpans(removed, view.width)).map((step) => ({
    title: `step ${String(step + 1)}`,
    width: COLUMNS,
    lines: drawStill(figure, step, removed, terminal),
  }));
  const { joints } = view.body;
  const told = `${String(view.width)} steps of ${joints.join(', ')}${removed.length === 0 ? '' : `; ${REMOVED}: removed`}`;
  return [...sideBySide(stills, GAP), ...wrap(visibleText(told), terminal.width).map(terminal.out.dim)];
}

function drawStill(
  figure: StickFigure,
  step: number,
  removed: readonly ImageRegion[],
  { out: style }: Terminal,
): readonly string[] {
  const [left, top, width, height] = figure.extent;
  // In columns: a row is two of them high.
  const scale = Math.min((COLUMNS - 1) / width, (2 * (ROWS - 1)) / height);
  const at = ([x, y]: Point): Point => [
    Math.round((COLUMNS - 1 - width * scale) / 2 + (x - left) * scale),
    Math.round(((2 * (ROWS - 1) - height * scale) / 2 + (y - top) * scale) / 2),
  ];
  const cells = Array.from({ length: ROWS }, () => new Array<string>(COLUMNS).fill(' '));
  const { lines, dots } = drawnFrame(figure, step, removed, null);
  for (const { from, to } of lines) {
    const [[x, y], [toX, toY]] = [at(from), at(to)];
    const length = Math.max(1, Math.abs(toX - x), Math.abs(toY - y));
    for (let part = 0; part <= length; part += 1) {
      cells[Math.round(y + ((toY - y) * part) / length)][Math.round(x + ((toX - x) * part) / length)] = BONE;
    }
  }
  // Removed joints last: two joints may share a character.
  for (const look of ['is', 'gone'] as const) {
    for (const dot of dots) {
      if (dot.look !== look) continue;
      const [x, y] = at(dot.at);
      cells[y][x] = look === 'gone' ? REMOVED : JOINT;
    }
  }
  return cells.map((line) => line.map((cell) => (cell === REMOVED ? style.red(cell) : cell)).join(''));
}
