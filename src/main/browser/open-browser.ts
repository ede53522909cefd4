import { spawn } from 'node:child_process';

/** Opens an address in the person's browser; where that fails, the printed address is there. */
export function openBrowser(address: string, platform: NodeJS.Platform = process.platform): void {
  const [program, args] = opener(address, platform);
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}

function opener(address: string, platform: NodeJS.Platform): readonly [program: string, args: string[]] {
  switch (platform) {
    case 'darwin':
      return ['open', [address]];
    case 'win32':
      return ['rundll32', ['url.dll,FileProtocolHandler', address]];
    default:
      return ['xdg-open', [address]];
  }
}
