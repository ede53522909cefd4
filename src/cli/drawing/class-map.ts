import { classColour, classPicture } from '../../report/samples/class-colours';
import { visibleText } from '../../shared/text/visible-text';
import type { Style } from '../style';
import { drawPicture, pictureOf } from './picture';

/** What classes are drawn as where there are no colours, in their order; further ones begin anew. */
const symbols = '.123456789abcdefghijklmnopqrstuvwxyz';

function symbolOf(index: number): string {
  return symbols[index % symbols.length];
}

/**
 * Draws the class of every pixel as large as `drawPicture` draws a picture: in the colours of report and window, else
 * with a digit or a letter per class, of every second row.
 *
 * @param classes row-major
 * @param limit columns at most; of wider maps every second, third, … row and column is drawn, as classes have no mean
 */
export function drawClasses(
  classes: Uint8Array,
  { height, width }: { readonly height: number; readonly width: number },
  style: Style,
  limit: number,
): readonly string[] {
  const step = Math.max(1, Math.ceil(width / limit));
  const [rows, columns] = [Math.ceil(height / step), Math.ceil(width / step)];
  const drawn = Uint8Array.from(
    { length: rows * columns },
    (_, at) => classes[Math.floor(at / columns) * step * width + (at % columns) * step],
  );
  if (style.enabled)
    return drawPicture(pictureOf(classPicture(drawn, { height: rows, width: columns })), [], style, columns);
  return Array.from({ length: Math.ceil(rows / 2) }, (_, line) =>
    Array.from(drawn.subarray(2 * line * columns, (2 * line + 1) * columns), symbolOf).join(''),
  );
}

/** What the colours or symbols of a map stand for. */
export function classLegendText(names: readonly string[], style: Style): string {
  return names
    .map((name, index) => {
      const colour = classColour(index);
      return `${style.enabled ? style.colours('  ', colour, colour) : symbolOf(index)} ${visibleText(name)}`;
    })
    .join('  ');
}
