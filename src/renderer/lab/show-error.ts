import { notifications } from '@mantine/notifications';
import { shownText } from '../../shared/text/shown-text';
import { asLabError } from './use-request';
import { texts } from '../texts/catalogue';

/** Tells an error that has no place of its own on the page; it stays until it is closed. */
export function showError(thrown: unknown, title: string = texts.app.failed.elsewhere): void {
  notifications.show({ title, message: shownText(asLabError(thrown).toString()), color: 'red', autoClose: false });
}
