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
  readonly measure?: boolean;
}

export function addDevicesCommand(program: Command, environment: CliEnvironment): void {
  leaf<DevicesOptions>(
    program,
    environment,
    {
      name: 'devices',
      summary: 'what this machine can compute on',
      description:
        'Lists the devices the lab can compute on, each checked against stored reference numbers, and measures their speed with --measure. A study uses the first one unless --device names another.',
      examples: [
        ['muroan devices', 'what there is'],
        ['muroan devices --measure', 'their speed too; takes up to a minute'],
      ],
      uses: 'lab',
      configure: (command) => {
        command.option('--measure', 'measure the speed too');
      },
    },
    async ({ withEngine, show, terminal, options }) => {
      const devices = await withEngine((session) =>
        session.request('devices.list', { measure: options.measure === true }),
      );
      show(devices, () => {
        printDevices(devices, terminal);
      });
      return undefined;
    },
  );
}

function printDevices(devices: readonly DeviceInfo[], terminal: Terminal): void {
  table<DeviceInfo>(
    [
      { title: 'device', text: (device) => device.kind, style: terminal.out.bold },
      { title: 'title', text: (device) => visibleText(device.title) },
      { title: 'workers', text: (device) => (device.available ? decimal(device.workers) : '–'), align: 'right' },
      {
        title: 'state',
        text: (device) => (device.available ? 'ready' : 'not available'),
        style: (text, device) => (device.available ? terminal.out.green(text) : terminal.out.yellow(text)),
      },
      { title: 'hardware', text: (device) => visibleText(device.hardware) },
      {
        title: 'self-test error',
        text: (device) => (device.selfTestError === null ? '–' : device.selfTestError.toExponential(1)),
        align: 'right',
      },
      {
        title: 'forward/s',
        text: (device) => (device.speed === null ? '–' : decimal(Math.round(device.speed.forward))),
        align: 'right',
      },
      {
        title: 'gradient/s',
        text: (device) => (device.speed === null ? '–' : decimal(Math.round(device.speed.inputGradient))),
        align: 'right',
      },
    ],
    devices,
    { width: terminal.width, heading: terminal.out.dim },
  ).forEach(terminal.print);
  for (const device of devices) {
    if (device.reason === null) continue;
    wrap(`${device.kind}: ${visibleText(device.reason)}`, terminal.width).forEach(terminal.print);
  }
}
