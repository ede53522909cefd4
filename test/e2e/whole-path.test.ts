import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sharedFolder } from '../support/temporary-folder';
import { openChromium, openInBrowser, openInElectron, startBrowserHost } from './hosts';
import { freshPort } from './ports';
import { chromiumProgram, describeWith, electronProgram, needsChromium, needsElectron } from './programs';
import {
  askFromElectron,
  chromiumTraffic,
  connectFromElectron,
  control,
  expectOwnConnections,
  record,
  recordChromium,
} from './traffic';
import { wholePath } from './whole-path';

/**
 * Both hosts walk the whole path on one lab, so that models are trained once: the second one finds what the first left.
 * Either also does alone. All that a session asks of the network is recorded on the way, and nothing may leave.
 */
let folder: string;
let removeFolder: () => Promise<void>;
beforeAll(async () => {
  const made = await sharedFolder();
  folder = made.folder;
  removeFolder = made.remove;
});
afterAll(() => removeFolder());

describeWith('The whole path in the browser', chromiumProgram, needsChromium, () => {
  test(
    'from the sample study to the signed PDF, talking to its own host only, and that to nobody',
    { timeout: 1_800_000 },
    async () => {
      const recording = record(folder, 'browser');
      const printer = recordChromium(folder, chromiumProgram!);
      const host = await startBrowserHost({
        lab: path.join(folder, 'lab'),
        port: freshPort(),
        env: { ...recording.env, CHROMIUM: printer.program },
      });
      const context = await openChromium();
      const asked: string[] = [];
      context.on('request', (request) => asked.push(request.url()));
      context.on('page', (page) => page.on('websocket', (socket) => asked.push(socket.url())));
      await wholePath(await openInBrowser(context, host));
      const own = [`${host.origin}/`, `${host.origin.replace('http', 'ws')}/`, `blob:${host.origin}/`, 'data:'];
      expect(asked.length).toBeGreaterThan(1);
      expect(asked.filter((url) => !own.some((start) => url.startsWith(start)))).toEqual([]);
      await host.close();
      recording.connectFromNode(control);
      expectOwnConnections(
        recording,
        ['browser.cjs', 'engine.cjs', 'device-worker.cjs', 'report-worker.cjs'],
        [control],
      );
      // What prints the report would like to reach its maker; no name is resolved for it, and nothing is connected to.
      const connected = (): readonly string[] => printer.traffic().flatMap(({ connections }) => connections);
      expect(printer.traffic().length).toBeGreaterThan(0);
      expect(connected()).toEqual([]);
      const server = await printer.askServer();
      expect(connected()).toContain(server);
    },
  );
});

describeWith('The whole path in Electron', electronProgram, needsElectron, () => {
  test('from the sample study to the signed PDF, sending nothing anywhere', { timeout: 1_800_000 }, async () => {
    const recording = record(folder, 'electron');
    const log = path.join(folder, 'net-log.json');
    const opened = await openInElectron({
      lab: path.join(folder, 'lab'),
      userData: path.join(folder, 'electron'),
      args: [`--log-net-log=${log}`, '--net-log-capture-mode=Everything'],
      env: recording.env,
    });
    await recording.recordElectron(opened.app);
    await wholePath(opened);
    const asked = 'http://control.invalid';
    await askFromElectron(opened.app, `${asked}/`);
    await connectFromElectron(opened.app, control);
    await opened.close();
    const traffic = chromiumTraffic(log);
    const foreign = traffic.urls.filter(
      (url) => !/^(?:app:\/\/lab\/|blob:app:\/\/lab\/|data:|devtools:|file:\/\/\S+muroan-pdf-)/u.test(url),
    );
    // That the log tells of the control shows that it would tell of others.
    expect(foreign).toEqual([`${asked}/`]);
    expect(traffic.wanted).toEqual([asked]);
    expect(traffic.connections).toEqual([]);
    recording.connectFromNode(control);
    expectOwnConnections(recording, [electronProgram!, 'engine.cjs'], [control, control]);
  });
});
