import { LabError } from '../../shared/errors';

/** What no lab has exported. */
export function strange(where: string, message: string): LabError {
  return new LabError('damaged', message, {
    where,
    remedy: 'Export the project again and open the new archive.',
  });
}

/** An archive as a whole that is none. */
export function odd(message: string): LabError {
  return strange('archive', message);
}
