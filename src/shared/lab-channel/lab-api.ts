import type { HostNotification, HostNotificationName, HostParams, HostRequestName, HostResult } from './host-requests';
import type { Notification, NotificationName, Params, RequestName, Result } from '../protocol';

export type LabRequestName = RequestName | HostRequestName;
export type LabParams<Name extends LabRequestName> = Name extends RequestName
  ? Params<Name>
  : Name extends HostRequestName
    ? HostParams<Name>
    : never;
export type LabResult<Name extends LabRequestName> = Name extends RequestName
  ? Result<Name>
  : Name extends HostRequestName
    ? HostResult<Name>
    : never;

export type LabNotificationName = NotificationName | HostNotificationName;
export type LabNotification<Name extends LabNotificationName> = Name extends NotificationName
  ? Notification<Name>
  : Name extends HostNotificationName
    ? HostNotification<Name>
    : never;

/** Everything outside the window, as the window sees it, whichever host serves it. */
export interface LabApi {
  /**
   * @throws LabError what the engine or the host answers; `cancelled` after the signal's abort; `internal` when the
   *   engine or the host is gone
   */
  request<Name extends LabRequestName>(
    name: Name,
    params: LabParams<Name>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<LabResult<Name>>;
  /** @returns ends the listening */
  on<Name extends LabNotificationName>(name: Name, listener: (content: LabNotification<Name>) => void): () => void;
}
