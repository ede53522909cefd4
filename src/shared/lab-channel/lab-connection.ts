import type { Params, RequestName, Result } from '../protocol';

/** A way to ask the engine of a lab: a session of the command line, a host's client, a window's bridge. */
export interface LabConnection {
  /** @throws LabError what the engine answers */
  request<Name extends RequestName>(name: Name, params: Params<Name>): Promise<Result<Name>>;
}
