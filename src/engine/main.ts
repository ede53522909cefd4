/**
 * The engine: everything numeric, in a process of its own. Started by a host as
 * `node engine.cjs --lab DIR [--workers N] [--devices KIND,…] [--predictors]`, with JSON-RPC over file descriptors 3 and 4.
 *
 * This is the coordinator: it loads no tensor library, and is the only writer of the lab folder. It ends when its host
 * does.
 */
import { version } from '../../package.json';
import { Arrivals } from './archive/arriving';
import { Lab } from './lab/lab';
import { WorkQueue } from './queue/work-queue';
import type { EngineContext } from './server/context';
import { Devices } from './devices/devices';
import { DeviceSurvey } from './devices/survey';
import { startHeartbeat } from './server/heartbeat';
import { connectToHost } from './server/host-pipes';
import { begins, ends, trained } from './server/log-lines';
import { notifier } from './server/notify';
import { parseOptions } from './server/options';
import { Departures } from './server/departures';
import { OpenDatasets } from './server/open-datasets';
import { SerialQueue } from './server/serial-queue';
import { serve } from './server/serve';
import { TestScores } from './server/test-scores';
import { TrainingCurves } from './server/training-curves';

/** Longest that an engine without a host may live. */
const LAST_WORDS_MS = 3_000;

function main(): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), LAST_WORDS_MS);
    void (async () => {
      clearInterval(heartbeat);
      await server.stop();
      // Nothing writes any more; the workers' threads end with the process.
      await engine.departures.close();
      await engine.lab.close();
      process.exit(0);
    })();
  };
  const { lab: folder, workers, devices: order, predictors } = parseOptions(process.argv.slice(2));
  let mayAsk = predictors;
  const connection = connectToHost(end);
  const notify = notifier(connection);
  const lab = new Lab(folder);
  const devices = new Devices({ workers, devices: order });
  const engine: EngineContext = {
    appVersion: version,
    lab,
    get predictors() {
      return mayAsk;
    },
    allowPredictors: (allowed) => {
      mayAsk = allowed;
    },
    devices,
    survey: new DeviceSurvey(devices),
    queue: new WorkQueue({
      onChange: (state) => {
        notify('queue', state);
      },
      onBegin: (item) => {
        notify('log', begins(item));
      },
      onEnd: (end) => {
        notify('log', ends(end));
        notify('workEnded', end);
      },
      onWarning: (text) => {
        notify('log', { level: 'warning', text });
      },
    }),
    scores: new TestScores(),
    curves: new TrainingCurves((progress) => {
      notify('models.progress', progress);
    }),
    onTrained: (model) => {
      notify('log', trained(model));
      notify('modelTrained', { model: model.id });
      void engine.queue.trained(model.id);
    },
    onNamed: (model) => {
      notify('modelNamed', { model });
    },
    datasets: new OpenDatasets(),
    departures: new Departures(lab),
    arrivals: new Arrivals(lab.folder),
    shortChanges: new SerialQueue(),
    dataChanges: new SerialQueue(),
  };
  const server = serve(connection, notify, engine);
  const heartbeat = startHeartbeat(notify, engine.devices);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
}

try {
  main();
} catch (error) {
  process.stderr.write(`engine: ${error instanceof Error ? error.toString() : String(error)}\n`);
  process.exit(2);
}
