/** ONNX Runtime, as far as the lab uses it. Loaded only in a process that holds nothing else: it is native code. */
import { createRequire } from 'node:module';
import { LabError } from '../../../shared/errors';
import { TensorType } from '../../../shared/imported/signature';
import { readUnchanged } from '../../files/read-unchanged';
import type { HostTensors, TensorData } from '../host-tensor';

interface RuntimeTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: unknown;
}
interface RuntimeSession {
  run(
    feeds: Readonly<Record<string, RuntimeTensor>>,
    outputs: readonly string[],
  ): Promise<Record<string, RuntimeTensor>>;
}
interface Runtime {
  readonly Tensor: new (type: string, data: TensorData, dims: readonly number[]) => RuntimeTensor;
  readonly InferenceSession: { create(model: Uint8Array, options: object): Promise<RuntimeSession> };
}

export interface OpenGraph {
  ask(inputs: HostTensors, outputs: readonly string[]): Promise<HostTensors>;
}

/**
 * @param sha256 that the file had when it was imported
 * @throws LabError `unsupported` without the runtime on this machine, and for a graph that it cannot run; `damaged` for a
 * file that is another now
 */
export async function openGraph(file: string, sha256: string): Promise<OpenGraph> {
  const runtime = loadRuntime();
  const session = await created(runtime, await readUnchanged(file, sha256, 'model'), file);
  return {
    ask: async (inputs, outputs) => {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, { type, data, shape }]) => [name, new runtime.Tensor(type, data, shape)]),
      );
      const answers = await session.run(feeds, outputs).catch((error: unknown) => {
        throw new LabError('invalid', `could not be run on these inputs: ${reasonOf(error)}`, {
          where: file,
          remedy: 'Check the sizes, types and names in the map against the model’s own.',
        });
      });
      return Object.fromEntries(outputs.map((name) => [name, hostTensor(name, answers[name], file)]));
    },
  };
}

/** One thread each, and the same order of sums on each: the lab has workers of its own. */
const options = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  logSeverityLevel: 4,
};

async function created({ InferenceSession }: Runtime, bytes: Uint8Array, file: string): Promise<RuntimeSession> {
  try {
    return await InferenceSession.create(bytes, options);
  } catch (error) {
    throw new LabError('unsupported', `cannot be run by ONNX Runtime: ${reasonOf(error)}`, {
      where: file,
      remedy: 'Export the model again, with standard operators only and an operator set that the runtime knows.',
    });
  }
}

function loadRuntime(): Runtime {
  try {
    // Found beside the program, as other native parts; never bundled.
    return createRequire(import.meta.url)('onnxruntime-node') as Runtime;
  } catch (error) {
    throw new LabError('unsupported', `ONNX Runtime cannot be used on this machine: ${reasonOf(error)}`, {
      where: 'onnxruntime-node',
      remedy: 'Install the program’s packages again (npm ci), or serve the model yourself as a local predictor.',
    });
  }
}

function hostTensor(name: string, tensor: RuntimeTensor | undefined, where: string): HostTensors[string] {
  const type = TensorType.safeParse(tensor?.type);
  if (tensor !== undefined && type.success) {
    return { type: type.data, shape: [...tensor.dims], data: tensor.data as TensorData };
  }
  throw new LabError('unsupported', `answers "${name}" with ${tensor?.type ?? 'nothing'}.`, {
    where,
    remedy: 'Let the model answer with float32 numbers.',
  });
}

const LONGEST_REASON = 400;

/** The first line of what the runtime says, without its own file names. */
function reasonOf(error: unknown): string {
  const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
  const plain = line.replaceAll(/(?:\/[\w.+-]+){2,}\/([\w.+-]+)/gu, '$1').trim();
  const text = plain.length > LONGEST_REASON ? `${plain.slice(0, LONGEST_REASON)}…` : plain;
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}
