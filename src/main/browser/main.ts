/**
 * The browser host: serves the window on this machine's own address, where there is no Electron or no display. Started as
 * `node browser.cjs [--lab DIR] [--port N] [--no-open]`; ends at Ctrl+C.
 */
import { visibleText } from '../../shared/text/visible-text';
import { LabHost } from '../lab-host';
import { hostOptions } from '../options';
import { pagesFor } from '../pages/pages-for';
import { DropIntake } from './drop-intake';
import { openBrowser } from './open-browser';
import { browserPlatform } from './platform';
import { startLoopbackServer } from './server';

async function main(): Promise<void> {
  const options = hostOptions(process.argv.slice(2), process.env, 'muroan-lab');
  const drops = new DropIntake();
  const host = new LabHost({ lab: options.lab, platform: browserPlatform(drops) });
  const server = await startLoopbackServer({
    port: options.port,
    pagesFor: (origin) => host.previews.before(pagesFor([origin.replace('http:', 'ws:')])),
    receive: (request) => drops.answer(request),
    onChannel: (channel) => {
      host.serve(channel);
    },
  });
  const say = (line: string): void => {
    process.stdout.write(`${visibleText(line)}\n`);
  };
  if (server.port !== options.port) {
    say(
      `Port ${options.port} is taken, so port ${server.port} is used. Notes, projects, drafts and layout are in the lab folder; the theme is kept by each browser, by port.`,
    );
  }
  say(`Lab folder: ${options.lab}`);
  say(`Open ${server.access.address}`);
  say('Ctrl+C ends it.');
  if (options.open) openBrowser(server.access.addressForOnce());

  let ending = false;
  const end = (): void => {
    if (ending) process.exit(1);
    ending = true;
    void Promise.all([server.close(), drops.close(), host.close()]).then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}

main().catch((error: unknown) => {
  process.stderr.write(`muroan: ${visibleText(String(error))}\n`);
  process.exit(1);
});
