import { LabError } from '../../shared/errors';

/** Reasons of a signal's abort that are no cancelling. */

/** The whole engine stops: the run is interrupted, nobody cancelled it. */
export const engineStops = new LabError('cancelled', 'The engine stops.');

/** The work is held and goes on later. */
export const workPauses = new LabError('cancelled', 'Paused.');
