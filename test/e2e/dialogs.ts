import type { OpenedElectron } from './hosts';

/**
 * Lets dialogs of the system answer by themselves, and keeps what they say.
 *
 * @param buttons of the dialogs that come, in their order; the last answers all further ones
 * @param stopped a process that is stopped (SIGSTOP) when the question about work under way is answered; null: none
 */
export async function answerDialogs(
  { app }: OpenedElectron,
  buttons: readonly number[],
  stopped: number | null = null,
): Promise<void> {
  await app.evaluate(
    ({ dialog }, given) => {
      const said: string[] = [];
      (globalThis as { said?: string[] }).said = said;
      dialog.showMessageBox = ((...args: { message?: string; detail?: string }[]) => {
        const { message, detail } = args.at(-1) ?? {};
        const isAsked = String(message).startsWith('Work is under way');
        if (isAsked && given.stopped !== null) process.kill(given.stopped, 'SIGSTOP');
        const response = given.buttons[Math.min(said.length, given.buttons.length - 1)];
        said.push(`${String(message)} ${String(detail)}`);
        return Promise.resolve({ response, checkboxChecked: false });
      }) as never;
    },
    { buttons, stopped },
  );
}

/** What they said since. */
export function dialogsOf({ app }: OpenedElectron): Promise<readonly string[]> {
  return app.evaluate(() => (globalThis as { said?: string[] }).said ?? []);
}
