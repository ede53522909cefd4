import type { Command } from 'commander';
import { decimal } from '../../analysis/format';
import type { DeviceInfo } from '../../shared/device';
import { visibleText } from '../../shared/visible-text';
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
        'Lists what the lab can compute on, best first: whether it is there or why not, its hardware, how far it is from stored reference numbers, and how many images a second one worker of it classifies and computes gradients for. A study uses the first that is ready, unless --device names another.',
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
      const devices = await withEngine((session) => session.request('devices.list', { measure: options.measure }));
      show(devices, () => {
        printDevices(devices, terminal);
      });
      return undefined;
    },
  );
}

function printDevices(devices: readonly DeviceInfo[], terminal: Terminal): void {
  const number = (value: number | undefined): string => (value === undefined ? '–' : decimal(Math.round(value)));
  table<DeviceInfo>(
    [
      { title: 'device', text: (device) => device.kind, style: terminal.out.bold },
      {
        title: 'state',
        text: (device) => (device.available ? 'ready' : 'not available'),
        style: (text, device) => (device.available ? terminal.out.green(text) : terminal.out.yellow(text)),
      },
      { title: 'workers', text: (device) => (device.available ? decimal(device.workers) : '–'), align: 'right' },
      { title: 'images/s', text: ({ speed }) => number(speed?.forward), align: 'right' },
      { title: 'gradients/s', text: ({ speed }) => number(speed?.inputGradient), align: 'right' },
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
  for (const { kind, available, title, hardware, reason } of devices) {
    const what = available ? `${title}, ${hardware}` : (reason ?? '');
    wrap(`${kind}: ${visibleText(what)}`, terminal.width).forEach(terminal.print);
  }
}
