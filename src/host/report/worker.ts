/** The thread that makes reports: reading, analysing and writing about large runs takes seconds. */
import { parentPort } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import { KeptRuns } from '../../analysis/kept-runs';
import { LabError } from '../../shared/errors';
import type { LabConnection } from '../../shared/lab-channel/lab-connection';
import { answerRequest, thrownThere } from '../rpc-errors';
import { reportText, type TextJob } from './text';
import { rpcNames } from './rpc-names';

if (parentPort === null) throw new LabError('internal', 'This program is a thread of the lab’s host.');

/** Preview, PDF, HTML and numbers of one run are made of one reading. */
const kept = new KeptRuns();
const connection = createMessageConnection(new PortMessageReader(parentPort), new PortMessageWriter(parentPort));

/** The engine, asked through the host. */
const lab: LabConnection = {
  request: async (name, params) => {
    try {
      return await connection.sendRequest(rpcNames.lab, { name, params });
    } catch (error) {
      throw thrownThere(error) ?? error;
    }
  },
};

answerRequest(connection, rpcNames.text, (job) => reportText(lab, job as TextJob, kept));
connection.listen();
