import { cellWords, isSkeletonView, sidesText, type ValueView } from '../../shared/samples/sample-view';
import { visibleText } from '../../shared/text/visible-text';
import type { Terminal } from '../terminal';
import { wrap } from '../width';
import { drawPicture, pictureOf } from './picture';
import { drawSkeleton } from './skeleton';

/**
 * The value of one modality as lines.
 *
 * @param limit columns of a picture at most
 */
export function drawValue(value: ValueView, limit: number, terminal: Terminal): readonly string[] {
  switch (value.kind) {
    case 'image':
    case 'audio':
    case 'series': {
      if (isSkeletonView(value)) return drawSkeleton(value, [], limit, terminal);
      const sides = sidesText(value);
      return [
        ...drawPicture(pictureOf(value), [], terminal.out, limit),
        ...(sides === null ? [] : wrap(visibleText(sides), terminal.width).map(terminal.out.dim)),
      ];
    }
    case 'tabular':
      return wrap(cellWords(value).map(visibleText).join(', '), terminal.width);
    case 'text':
      return wrap(value.words.map(visibleText).join(' '), terminal.width);
    default:
      return value satisfies never;
  }
}
