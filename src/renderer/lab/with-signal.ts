import type { LabApi } from '../../shared/lab-channel/lab-api';
import type { LabConnection } from '../../shared/lab-channel/lab-connection';

/** The lab for work that asks many times: every request of it ends by one signal. */
export function withSignal(lab: LabApi, signal: AbortSignal): LabConnection {
  const request = ((name, params) => lab.request(name, params, { signal })) as LabApi['request'];
  return { request };
}
