import { LabError } from '../../shared/errors';
import { strange } from './refusals';

/**
 * What is wrong with a file of an archive is the archive's damage: nobody wrote it by hand.
 *
 * @throws LabError `damaged`; what else `check` throws
 */
export async function asStrange<Value>(name: string, check: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const { code, where, message } = error;
    if (code === 'damaged') throw strange(name, message);
    if (code !== 'invalid') throw error;
    throw strange(name, where === undefined || where === name ? message : `does not fit. ${where}: ${message}`);
  }
}
