import { Notification } from 'electron';

/** Shows notices of the system; a click on one of them calls `onClick`. */
export function noticeBoard(onClick: () => void): (notice: { readonly title: string; readonly body: string }) => void {
  // One that is not held is collected, and its click with it.
  const shown = new Set<Notification>();
  return (notice) => {
    const notification = new Notification(notice);
    shown.add(notification);
    notification.on('click', onClick);
    notification.on('close', () => {
      shown.delete(notification);
    });
    notification.show();
  };
}
