import { decimal, percent } from '../../analysis/format';
import { answerShares } from '../../analysis/answer-shares';
import type { Answered } from '../../shared/data/target';
import { visibleText } from '../../shared/text/visible-text';
import type { Style } from '../style';
import { clip, displayWidth } from '../width';

/** A bar of `width` characters, filled to a share, in eighths of a character. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const part = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8];
  return ('█'.repeat(Math.floor(eighths / 8)) + part).padEnd(width);
}

/** One line per class or label, the true ones marked with `*`, the most probable first, at most `limit`; of a value the answer. */
export function drawProbabilities(
  logits: readonly number[],
  data: Answered,
  label: number,
  style: Style,
  limit = 5,
): readonly string[] {
  const shares = answerShares(data, logits, label);
  if (shares === null) return [`  ${decimal(logits[0])}`];
  const order = [...shares].sort((a, b) => b.share - a.share);
  const shown = order.filter(({ isLabel }, rank) => rank < limit || isLabel);
  const names = shown.map(({ name }) => clip(visibleText(name), 24));
  const width = Math.max(...names.map(displayWidth));
  return shown.map(({ share, isLabel }, position) => {
    const name = names[position] + ' '.repeat(width - displayWidth(names[position]));
    const line = `${isLabel ? '*' : ' '} ${name} ${bar(share, 24)} ${percent(share).padStart(8)}`;
    return isLabel ? style.green(line) : line;
  });
}
