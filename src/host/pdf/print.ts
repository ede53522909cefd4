import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { LabError } from '../../shared/errors';
import { findPrinter, noPrinter, type Printer } from './browser';
import { electronMain } from './electron-main';
import { longestPrint, printTookTooLong } from './longest-print';
import { runProgram } from './run-program';

export interface PrintOptions {
  /** Null: none is at hand, and none is looked for. */
  readonly printer?: Printer | null;
  readonly signal?: AbortSignal;
  /** Longest time for one document, in milliseconds. */
  readonly timeout?: number;
}

/** A PDF, or why there is none. */
export type Printed =
  { readonly pdf: Uint8Array; readonly reason: null } | { readonly pdf: null; readonly reason: string };

/**
 * Prints a self-contained HTML page to PDF (A4 by the page's own style) with a browser found on this machine, headless,
 * with an empty profile of its own that is deleted afterwards, and with its background networking off.
 *
 * @returns no PDF, with the reason, where no browser is at hand
 * @throws LabError `cancelled`; `internal` where a browser is there but fails
 */
export async function printPdf(html: string, options: PrintOptions = {}): Promise<Printed> {
  const printer = options.printer === undefined ? findPrinter() : options.printer;
  if (printer === null) return { pdf: null, reason: noPrinter };
  const folder = await mkdtemp(path.join(tmpdir(), 'muroan-pdf-'));
  try {
    const page = path.join(folder, 'report.html');
    const target = path.join(folder, 'report.pdf');
    await writeFile(page, html);
    const timeout = options.timeout ?? longestPrint;
    const { args, env } = await commandLine(printer, folder, page, target);
    const outcome = await runProgram(printer.program, args, {
      env,
      timeout,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (outcome === null) throw printTookTooLong(timeout, printer.program);
    const pdf = await readFile(target).catch(() => null);
    if (pdf?.subarray(0, 5).equals(Buffer.from('%PDF-')) !== true) {
      throw new LabError('internal', `printed no PDF (${outcome}).`, {
        where: printer.program,
        remedy: 'Open the HTML report in a browser and print it there.',
      });
    }
    return { pdf, reason: null };
  } finally {
    // A browser's helpers may write into the profile for a moment after it has ended.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

interface CommandLine {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

async function commandLine(printer: Printer, folder: string, page: string, target: string): Promise<CommandLine> {
  const profile = path.join(folder, 'profile');
  // Chromium's sandbox refuses to run as root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  switch (printer.kind) {
    case 'chromium':
      return {
        args: [
          '--headless',
          ...sandbox,
          ...quiet,
          `--user-data-dir=${profile}`,
          // Time runs as fast as the page allows, so the charts are drawn before the page is printed.
          '--virtual-time-budget=20000',
          '--no-pdf-header-footer',
          // Tags come by themselves; browsers that know no outline pass the switch over.
          '--generate-pdf-document-outline',
          `--print-to-pdf=${target}`,
          pathToFileURL(page).href,
        ],
        env: process.env,
      };
    case 'electron': {
      const main = path.join(folder, 'main.cjs');
      await writeFile(main, electronMain);
      return {
        args: [...sandbox, ...quiet, `--user-data-dir=${profile}`, main, pathToFileURL(page).href, target],
        // A variable that turns Electron into plain Node must not leak in from an Electron host.
        env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined },
      };
    }
    default:
      return printer.kind satisfies never;
  }
}

/** No update, no reports, no field trials, no prefetching, and no name that could be resolved. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--metrics-recording-only',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--use-mock-keychain',
  '--password-store=basic',
] as const;
