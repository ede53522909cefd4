import { pageTitles } from '../../shared/pages';

/** Texts of the frame around all pages. */
export const app = {
  name: 'MUROAN Lab',
  skipLink: 'Skip to the page',
  navigation: 'Pages',
  statusBar: 'State of the lab',
  loadingPage: 'Loading the page',
  search: 'Commands',
  pages: pageTitles,
  engine: {
    connecting: 'Reaching the lab',
    lost: 'Connection lost',
    starting: 'Engine starting',
    ready: 'Engine ready',
    gone: 'Engine stopped',
  },
  connection: {
    lostTitle: 'The connection to the lab is lost',
    lostText:
      'The program that serves this window does not answer. It may have been closed. What computes goes on as long as it lives; the window tries again by itself.',
    again: 'Try now',
    goneTitle: 'The engine has stopped',
    goneText:
      'Nothing computed so far is lost: records are on disk, and runs that were under way can be resumed on the page Runs.',
    restart: 'Restart the engine',
    restarting: 'Restarting the engine',
  },
  status: {
    unsaved: 'Workspace not saved in the lab folder',
    idle: 'Nothing computes',
    waiting: (count: number): string => `${String(count)} waiting`,
    paused: (count: number): string => `${String(count)} paused`,
    devices: 'Devices',
    deviceUnknown: 'Chosen when work begins',
    memory: (text: string): string => `Memory ${text}`,
    memoryHint: 'Memory of the engine and its device workers',
    progress: (title: string, share: string): string => `${title}: ${share}`,
    left: (time: string): string => `${time} left`,
  },
  project: {
    label: 'Project',
    whole: 'Whole lab',
    wholeHint: 'Everything in this lab, whatever project it belongs to',
    create: 'New project',
    name: 'Name of the project',
    nameHint: 'For instance the system you test, or the release',
    createDo: 'Create project',
    actions: (name: string): string => `Actions for project ${name}`,
    remove: 'Remove project',
    removed: (name: string): string => `Project “${name}” removed. Its data, models and runs stay in the lab.`,
    exported: 'Export project',
    importedDone: (name: string): string => `Project “${name}” opened.`,
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    table: 'In tables',
    tableKeys: [
      ['↑ ↓', 'Move from row to row'],
      ['Space', 'Select or leave out the row'],
      ['Shift+↑ ↓', 'Select several rows'],
      ['Mod+A', 'Select all rows'],
      ['Enter', 'Open the row'],
    ],
    notHere: 'not on this page',
  },
  palette: {
    placeholder: 'Find a command or a page',
    nothing: 'No command has these words',
  },
  undo: {
    action: 'Undo',
    nothing: 'Nothing to undo',
    done: 'Undone',
    failed: 'It could not be undone',
  },
  failed: {
    title: 'This page failed',
    text: 'The rest of the lab goes on. Show the page again; if it fails again, the details help whoever mends it.',
    again: 'Show the page again',
    details: 'Details',
  },
} as const;
