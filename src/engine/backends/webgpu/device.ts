import { DeviceFault, type DeviceWatch } from '../device-watch';
import { LabError } from '../../../shared/errors';

/** Limits raised to what the adapter has: those that the tensor library's own start raises. */
const raised = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

const smaller = 'Use a smaller batch or micro-batch, or another device (muroan devices lists them).';

/**
 * A device of the adapter whose faults the watch is told of, and which refuses at once what is larger than it can hold.
 *
 * @param name the adapter's, for messages
 * @throws LabError `unsupported`
 */
export async function openDevice(adapter: GPUAdapter, name: string, watch: DeviceWatch): Promise<GPUDevice> {
  const requiredLimits = Object.fromEntries(raised.map((limit) => [limit, adapter.limits[limit]]));
  const device = await adapter.requestDevice({ requiredLimits }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new LabError('unsupported', `The graphics adapter ${name} gave no device: ${why}.`, {
      remedy: 'Close other programs that use it, or use another device (muroan devices lists them).',
    });
  });
  device.addEventListener('uncapturederror', (event) => {
    watch.report(faultOf(event.error, name));
  });
  void device.lost.then(({ message }) => {
    watch.report(
      new DeviceFault(`The graphics adapter ${name} was lost: ${message === '' ? 'no reason given' : message}.`, {
        remedy: 'Its driver may have been reset or updated; if this comes again, use another device.',
      }),
    );
  });
  refuseTooLarge(device, name);
  return device;
}

function faultOf(error: GPUError, name: string): DeviceFault {
  if (error instanceof GPUOutOfMemoryError) {
    return new DeviceFault(`The memory of the graphics adapter ${name} is full.`, { remedy: smaller }, 'out-of-memory');
  }
  return new DeviceFault(`The graphics adapter ${name} refused a command: ${error.message.split('\n')[0]}`, {
    remedy: 'Use another device (muroan devices lists them), and please report this with the plan of the study.',
  });
}

/**
 * Dawn reports a buffer over the limit afterwards, and, when it is to be filled by the processor, tries for a long time
 * to find the memory first. Refused before the call, the device stays as good as it was,
 * and fewer rows at once may fit.
 */
function refuseTooLarge(device: GPUDevice, name: string): void {
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  const most = Math.min(maxBufferSize, maxStorageBufferBindingSize);
  const createBuffer = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    if (descriptor.size <= most) return createBuffer(descriptor);
    throw new LabError(
      'out-of-memory',
      `The graphics adapter ${name} cannot hold a tensor of ${mebibytes(descriptor.size)} MiB (at most ${mebibytes(most)} MiB).`,
      { remedy: smaller },
    );
  };
}

function mebibytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
