import { z } from 'zod';
import { LabError } from '../errors';
import { parse } from '../parse';

/** Levels of noise in one curve; the sweeps of MultiBench have 9 to 11. */
const mostLevels = 1000;

/** Performance at each level of noise, from none upwards. Bounded, so that no sum over the levels overflows. */
const Curve = z.array(z.number().min(-1e12).max(1e12)).min(2).max(mostLevels).readonly();

/** Curves by method. An area is comparable at an equal number of levels alone. */
const Methods = z
  .record(z.string(), Curve)
  .superRefine((methods, context) => {
    const entries = Object.entries(methods);
    if (entries.length === 0) {
      context.addIssue({ code: 'custom', message: 'has no method. Give at least one, with its list of performances.' });
      return;
    }
    const [[name, { length }], ...rest] = entries;
    for (const [method, curve] of rest) {
      if (curve.length === length) continue;
      context.addIssue({
        code: 'custom',
        path: [method],
        message: `has ${String(curve.length)} levels, ${JSON.stringify(name)} has ${String(length)}. Give all methods of a task the same levels.`,
      });
    }
  })
  .readonly();

/** Performance under growing noise as MultiBench stores it: by task, by method, by level. */
export const NoiseCurves = z
  .record(z.string(), Methods)
  .refine((tasks) => Object.keys(tasks).length > 0, {
    message: 'has no task. Give {task: {method: [performance by level]}}.',
  })
  .readonly();
export type NoiseCurves = z.infer<typeof NoiseCurves>;

/**
 * Checks curves that a person gives.
 *
 * @param where the file they come from
 * @throws LabError `invalid`, naming file, task and method
 */
export function parseNoiseCurves(value: unknown, where: string): NoiseCurves {
  const curves = parse(NoiseCurves, value, where);
  refuseProto(value, where);
  return curves;
}

/** A name that objects of this language cannot carry safely would be passed over in silence. */
function refuseProto(value: unknown, where: string): void {
  const tasks = Object.entries(value as Readonly<Record<string, object>>);
  if (tasks.every(([task, methods]) => task !== '__proto__' && !Object.hasOwn(methods, '__proto__'))) return;
  throw new LabError('invalid', 'A task or method is called "__proto__".', { where, remedy: 'Give it another name.' });
}
