import path from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { writePredictors } from '../../../src/host/settings/predictors';
import { hostAnswers, type Platform } from '../../../src/main/answers/host-answers';
import { LabHost } from '../../../src/main/lab-host';
import { LabError } from '../../../src/shared/errors';
import { temporaryFolder } from '../../support/temporary-folder';
import { freshPort } from '../../e2e/ports';

const platform: Platform = {
  kind: 'browser',
  versions: {},
  chooseFolder: () => Promise.resolve(null),
  chooseFile: () => Promise.resolve(null),
  drops: null,
  printer: null,
  print: () => Promise.reject(new Error('nothing prints')),
  sidecar: () => null,
};
const { signal } = new AbortController();

afterEach(() => {
  vi.unstubAllEnvs();
});

/** What an engine says of a program that is not there: whether it asked for it at all. */
async function isAsked(host: LabHost, address: string): Promise<boolean> {
  const source = { kind: 'http' as const, address };
  const error: unknown = await host.engine.request('models.inspect', { source }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LabError);
  return (error as LabError).where !== 'predictor';
}

test('a running engine follows at once what the window says, and soon what the command line says', async () => {
  const file = path.join(await temporaryFolder(), 'machine.json');
  vi.stubEnv('MUROAN_SETTINGS', file);
  const lab = await temporaryFolder();
  const host = new LabHost({ lab, platform });
  onTestFinished(() => host.close());
  const answers = hostAnswers({ lab, platform, ...parts(host) });
  const address = `http://127.0.0.1:${String(freshPort())}/`;
  expect(await answers['host.predictors']({}, signal)).toEqual({ allowed: false });
  expect(await isAsked(host, address)).toBe(false);
  await answers['host.allowPredictors']({ allowed: true }, signal);
  expect(await isAsked(host, address)).toBe(true);
  // As `muroan model predictors off` does.
  writePredictors(false, file);
  await expect.poll(() => isAsked(host, address), { timeout: 15_000 }).toBe(false);
  await answers['host.allowPredictors']({ allowed: true }, signal);
  await host.engine.restart();
  expect(await isAsked(host, address)).toBe(true);
});

function parts({ engine, log, previews, reports, quit, predictors }: LabHost) {
  return { engine, log, previews, reports, quit, predictors };
}
