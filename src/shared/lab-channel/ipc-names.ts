/** Names of Electron's IPC messages between preload and main. */
export const ipcNames = {
  /** The window begins: its channel opens, an earlier one is closed. */
  open: 'lab-open',
  /** One text of the channel, either way. */
  text: 'lab-text',
} as const;
