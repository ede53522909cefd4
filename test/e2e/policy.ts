import type { Page } from 'playwright';

/** Does the page run text as a program: by `Function`, or as a script in its markup? */
export function runsText(page: Page): Promise<{ readonly evaluated: boolean; readonly inline: boolean }> {
  return page.evaluate(async () => {
    // The debugger lets its own call evaluate text, up to its first pause.
    await new Promise((resolve) => setTimeout(resolve, 0));
    let evaluated = false;
    try {
      // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- it is what is tested
      evaluated = new Function('return true')() as boolean;
    } catch {
      // Refused by the policy.
    }
    const script = document.createElement('script');
    script.textContent = 'window.ranInline = true';
    document.body.append(script);
    return { evaluated, inline: (window as { ranInline?: boolean }).ranInline === true };
  });
}
