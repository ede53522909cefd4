import type { Command } from 'commander';
import { decimal } from '../../analysis/format';
import type { DeviceInfo, DeviceKind } from '../../shared/device';
import { readDeviceOrder } from '../../host/settings/device-order';
import { settingsFile } from '../../host/settings/settings-file';
import { visibleText } from '../../shared/text/visible-text';
import type { CliEnvironment } from '../environment';
import { leaf } from '../leaf';
import { table } from '../table';
import type { Terminal } from '../terminal';
import { wrap } from '../width';

interface DevicesOptions {
  readonly measure: boolean;
}

export function addDevicesCommand(program: Command, environment: CliEnvironment): void {
  leaf<DevicesOptions>(
    program,
    environment,
    {
      name: 'devices',
      summary: 'what this machine can compute on',
      description:
        'Lists what the lab can compute on, best first: whether it is there or why not, its hardware, how far it is from stored reference numbers, and how many images a second one worker of it, working alone, classifies and computes gradients for. A study uses the first that is ready, unless --device names another or one was chosen in the window (Settings, Devices).',
      examples: [
        ['muroan devices', 'what there is and how fast it is; takes some seconds'],
        ['muroan devices --no-measure', 'without the speed'],
      ],
      uses: 'lab',
      configure: (command) => {
        command.option('--no-measure', 'leave the speed out');
      },
    },
    async ({ withEngine, show, terminal, options }) => {
      const { devices } = await withEngine((session) => session.request('devices.list', { measure: options.measure }));
      show(devices, () => {
        printDevices(devices, terminal);
        const chosen = readDeviceOrder(settingsFile(environment.variables));
        terminal.print();
        terminal.print(usedWords(devices, chosen));
      });
      return undefined;
    },
  );
}

/** Which of them a study uses that names none. `cpu` is the reference, and is never used unasked. */
function usedWords(devices: readonly DeviceInfo[], chosen: readonly DeviceKind[]): string {
  const order = chosen.length > 0 ? chosen : devices.map(({ kind }) => kind).filter((kind) => kind !== 'cpu');
  const used = order.find((wanted) => devices.some(({ kind, state }) => kind === wanted && state === 'ready'));
  const why =
    chosen.length > 0 ? `chosen in the window for this machine: ${chosen.join(', ')}` : 'the best that is ready';
  if (used === undefined) return `No device is ready for a study (${why}). Name one with --device.`;
  return `A study without --device computes on ${used} (${why}).`;
}

const states = { ready: 'ready', unavailable: 'not available', untried: 'not tried' } as const;

function printDevices(devices: readonly DeviceInfo[], terminal: Terminal): void {
  const number = (value: number | undefined): string => (value === undefined ? '–' : decimal(Math.round(value)));
  table<DeviceInfo>(
    [
      { title: 'device', text: (device) => device.kind, style: terminal.out.bold },
      {
        title: 'state',
        text: ({ state }) => states[state],
        style: (text, { state }) => (state === 'ready' ? terminal.out.green(text) : terminal.out.yellow(text)),
      },
      { title: 'workers', text: ({ state, workers }) => (state === 'ready' ? decimal(workers) : '–'), align: 'right' },
      {
        title: 'threads each',
        text: ({ state, threads }) => (state === 'ready' ? decimal(threads) : '–'),
        align: 'right',
      },
      { title: 'images/s of one', text: ({ speed }) => number(speed?.forward), align: 'right' },
      { title: 'gradients/s of one', text: ({ speed }) => number(speed?.inputGradient), align: 'right' },
      {
        title: 'self-test error',
        text: ({ selfTestError: error }) => (error === null ? '–' : error === 0 ? '0' : error.toExponential(1)),
        align: 'right',
      },
    ],
    devices,
    { width: terminal.tableWidth, heading: terminal.out.dim },
  ).forEach(terminal.print);
  terminal.print();
  for (const { kind, title, hardware, reason } of devices) {
    const what = reason ?? `${title}, ${hardware}`;
    wrap(`${kind}: ${visibleText(what)}`, terminal.width).forEach(terminal.print);
  }
}
