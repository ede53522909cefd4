import { visibleText } from '../../shared/text/visible-text';
import type { Style } from '../style';

/** Words on one line; removed ones are struck out in red, or stand in `[-…-]` where there are no colours. */
export function drawWords(words: readonly string[], removed: ReadonlySet<number>, style: Style): string {
  return words
    .map((word, index) => {
      const safe = visibleText(word);
      if (!removed.has(index)) return safe;
      return style.enabled ? style.red(style.strike(safe)) : `[-${safe}-]`;
    })
    .join(' ');
}
