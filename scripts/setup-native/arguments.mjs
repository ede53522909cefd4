import path from 'node:path';
import { parseArgs } from 'node:util';
import { SetupError } from './setup-error.mjs';

export const HELP = `npm run setup:native [-- OPTIONS]

Builds the addon by which the lab computes with native TensorFlow, in the folder .native (or MUROAN_NATIVE).

  --gpu        with CUDA, for an NVIDIA graphics card
  --from DIR   against a TensorFlow that lies in DIR (an unpacked wheel, or a site-packages folder): no network, no Python
  --fresh      build anew what is built already
  --help       this text`;

/**
 * @param calledFrom where the person is: npm starts scripts at the root of the project, and says where it was called
 * @throws SetupError for options that do not exist
 */
export function readArguments(args, calledFrom = process.env.INIT_CWD || process.cwd()) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        gpu: { type: 'boolean', default: false },
        from: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new SetupError(error.message, `\n${HELP}`);
  }
  return {
    variant: values.gpu ? 'gpu' : 'cpu',
    from: values.from === undefined ? null : path.resolve(calledFrom, values.from),
    fresh: values.fresh,
    help: values.help,
  };
}
