/** Requests between the host and its thread that makes reports. */
export const rpcNames = {
  /** To the thread: a `TextJob`, answered by a `ReportText`. */
  text: 'text',
  /** To the host: a request for the engine. */
  lab: 'lab',
} as const;
