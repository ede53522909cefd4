import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { Notification, NotificationName } from '../../shared/protocol';

/** Tells the host something unasked; silent when it is gone. */
export type Notify = <Name extends NotificationName>(name: Name, content: Notification<Name>) => void;

export function notifier(connection: MessageConnection): Notify {
  return (name, content) => {
    // A host that is gone is noticed by its closed pipe. A closed connection throws at once, a broken one rejects.
    Promise.resolve()
      .then(() => connection.sendNotification(name, content))
      .catch(() => undefined);
  };
}
