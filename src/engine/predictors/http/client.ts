import type { Predictor, PredictorSource } from '../predictor';
import { predictorAddress } from './address';
import { readOutput, readServed, type Served } from './answer';
import { exchange, predictorAgent } from './exchange';
import { encodeQuestion } from './question';

const MOST_DESCRIBED = 4 << 20;
/** Of a number in JSON, its comma and blank; and of what stands around the numbers. */
const BYTES_PER_NUMBER = 32;
const BYTES_AROUND = 1 << 16;
const MOST_CLASSES = 10_000;
/** A server that runs says at once what it serves. */
const SECONDS_TO_DESCRIBE = 10;

/** Asks a server on this machine what it serves. @throws LabError `invalid`, `unsupported`, `damaged` */
export async function describeServed(address: string): Promise<Served> {
  const url = predictorAddress(address);
  const agent = predictorAgent();
  try {
    const bytes = await exchange({ url, body: null, seconds: SECONDS_TO_DESCRIBE, most: MOST_DESCRIBED, agent });
    return readServed(bytes, url.href);
  } finally {
    agent.destroy();
  }
}

/** @throws LabError `invalid` for an address that is not this machine's */
export function openHttp({ address, seconds }: Extract<PredictorSource, { kind: 'http' }>): Predictor {
  const url = predictorAddress(address);
  const agent = predictorAgent();
  return {
    ask: async (inputs, outputs) => {
      const rows = Object.values(inputs)[0]?.shape[0] ?? 0;
      const most = BYTES_AROUND + rows * MOST_CLASSES * BYTES_PER_NUMBER;
      const bytes = await exchange({ url, body: encodeQuestion(inputs), seconds, most, agent });
      return Object.fromEntries(outputs.map((name) => [name, readOutput(bytes, name, url.href)]));
    },
    close: () => {
      agent.destroy();
    },
  };
}
