import { useEffect } from 'react';
import { isCancelled } from '../../shared/errors';
import { showError } from '../lab/show-error';

/** Tells what nobody waits for: a note or a layout that could not be stored would else be lost in silence. */
export function UnhandledErrors(): null {
  useEffect(() => {
    const tell = ({ reason }: PromiseRejectionEvent): void => {
      if (!isCancelled(reason)) showError(reason);
    };
    window.addEventListener('unhandledrejection', tell);
    return () => {
      window.removeEventListener('unhandledrejection', tell);
    };
  }, []);
  return null;
}
