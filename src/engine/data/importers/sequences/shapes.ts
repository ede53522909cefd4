import { quoted } from '../../../files/row-problem';
import { invalidArrays } from './invalid-arrays';
import { LABELS, type Part } from './parts';

const LENGTHS = '.lengths';

/** Steps and features of each input, in all folders alike but for the steps. */
export function shapesOf(parts: readonly Part[]): Readonly<Record<string, { steps: number; features: number }>> {
  const namesIn = ({ arrays }: Part): readonly string[] =>
    Object.keys(arrays).filter((name) => name !== LABELS && !name.endsWith(LENGTHS));
  const names = namesIn(parts[0]);
  if (names.length === 0) throw invalidArrays('There is no array of sequences beside the labels.');
  return Object.fromEntries(
    names.map((name) => {
      if (!/^[A-Za-z][A-Za-z0-9_-]{0,29}$/u.test(name)) {
        throw invalidArrays(
          `${quoted(name)} is no name of an input: letters, digits, "-" and "_", beginning with a letter.`,
        );
      }
      const shapes = parts.map((part) => {
        const shape = namesIn(part).includes(name) ? part.arrays[name].shape : null;
        if (shape?.length !== 3 || shape.includes(0)) {
          throw invalidArrays(`${quoted(part.placeOf(name))} is not an array of rows × steps × features.`);
        }
        return { steps: shape[1], features: shape[2] };
      });
      const [{ features }] = shapes;
      if (shapes.some((shape) => shape.features !== features)) {
        throw invalidArrays(`${quoted(name)} has not as many features in every folder.`);
      }
      return [name, { steps: Math.max(...shapes.map(({ steps }) => steps)), features }];
    }),
  );
}
