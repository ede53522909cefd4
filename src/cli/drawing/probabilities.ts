import { percent } from '../../analysis/format';
import { softmax } from '../../analysis/softmax';
import { visibleText } from '../../shared/visible-text';
import type { Style } from '../style';
import { clip, displayWidth } from '../width';

/** A bar of `width` characters, filled to a share, in eighths of a character. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const part = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8];
  return ('█'.repeat(Math.floor(eighths / 8)) + part).padEnd(width);
}

/** One line per class, the true one marked with `*`, the most probable first; at most `limit` classes. */
export function drawProbabilities(
  logits: readonly number[],
  classes: readonly string[],
  label: number,
  style: Style,
  limit = 5,
): readonly string[] {
  const shares = softmax(logits);
  const order = shares.map((_, index) => index).sort((a, b) => shares[b] - shares[a]);
  const shown = order.filter((index, rank) => rank < limit || index === label);
  const names = shown.map((index) => clip(visibleText(classes[index] ?? String(index)), 24));
  const width = Math.max(...names.map(displayWidth));
  return shown.map((index, position) => {
    const name = names[position] + ' '.repeat(width - displayWidth(names[position]));
    const mark = index === label ? '*' : ' ';
    const line = `${mark} ${name} ${bar(shares[index], 24)} ${percent(shares[index]).padStart(8)}`;
    return index === label ? style.green(line) : line;
  });
}
