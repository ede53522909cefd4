import { z } from 'zod';
import { LabError, WireError } from '../errors';
import { hostNotifications, hostRequests } from './host-requests';
import type { LabNotificationName, LabRequestName } from './lab-api';
import { parse } from '../parse';
import { notifications, requests } from '../protocol';

/** Every request that a window may make. */
export const labRequests = { ...requests, ...hostRequests };
/** Everything that a window may be told. */
export const labNotifications = { ...notifications, ...hostNotifications };

/** Of one window, counted up: an answer carries the id of its request. */
const Id = z.int().min(0);

/** What the window sends. */
export const FromWindow = z.union([
  z.strictObject({ id: Id, name: z.string().max(60), params: z.unknown() }),
  z.strictObject({ cancel: Id }),
]);
export type FromWindow = z.infer<typeof FromWindow>;

/** What the host sends. */
export const FromHost = z.union([
  z.strictObject({ id: Id, result: z.unknown() }),
  z.strictObject({ id: Id, error: WireError }),
  z.strictObject({ notification: z.string().max(60), content: z.unknown() }),
]);
export type FromHost = z.infer<typeof FromHost>;

/** @throws LabError `invalid` for what is no JSON, or no such envelope */
export function readEnvelope<Schema extends z.ZodType>(schema: Schema, text: string, what: string): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LabError('invalid', 'is no JSON.', { where: what });
  }
  return parse(schema, value, what);
}

export function isLabRequest(name: string): name is LabRequestName {
  return Object.hasOwn(labRequests, name);
}

export function isLabNotification(name: string): name is LabNotificationName {
  return Object.hasOwn(labNotifications, name);
}
