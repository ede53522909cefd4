import { app, Notification } from 'electron';

/** What `app` emits with every notice: the system shows them where no test can look. */
const noticeEvent = 'muroan-notice';

/** Shows notices of the system, each with what a click on it does. */
export function noticeBoard(): (
  notice: { readonly title: string; readonly body: string },
  onClick: () => void,
) => void {
  // One that is not held is collected, and its click with it.
  const shown = new Set<Notification>();
  return (notice, onClick) => {
    const notification = new Notification(notice);
    shown.add(notification);
    notification.on('click', onClick);
    notification.on('close', () => {
      shown.delete(notification);
    });
    notification.show();
    app.emit(noticeEvent, notification);
  };
}
