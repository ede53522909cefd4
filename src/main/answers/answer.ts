import {
  hostRequests,
  type ParsedHostParams,
  type HostRequestName,
  type HostResult,
} from '../../shared/lab-channel/host-requests';
import type { LabRequestName } from '../../shared/lab-channel/lab-api';
import type { Answer } from '../../shared/lab-channel/host-end';
import type { Params, RequestName } from '../../shared/protocol';
import type { EngineSupervisor } from '../engine-supervisor';

/** What the host answers itself. */
export type HostAnswers = {
  readonly [Name in HostRequestName]: (
    params: ParsedHostParams<Name>,
    signal: AbortSignal,
  ) => HostResult<Name> | Promise<HostResult<Name>>;
};

/** Answers what is the host's; everything else goes on to the engine. */
export function createAnswer(engine: EngineSupervisor, host: HostAnswers): Answer {
  return async (name, params, signal) => {
    if (!isHostRequest(name)) {
      const asked: RequestName = name;
      return engine.request(asked, params as Params<typeof asked>, signal);
    }
    const carryOut = host[name] as (params: unknown, signal: AbortSignal) => unknown;
    return carryOut(params, signal);
  };
}

function isHostRequest(name: LabRequestName): name is HostRequestName {
  return Object.hasOwn(hostRequests, name);
}
