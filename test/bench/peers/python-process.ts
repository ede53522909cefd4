import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A Python program that answers one JSON line to each JSON line. */
export interface PythonProcess {
  ask(task: object): Promise<unknown>;
  close(): Promise<void>;
}

/** @param script its file in this folder */
export function startPython(python: string, script: string): PythonProcess {
  const child = spawn(python, [path.join(import.meta.dirname, script)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (task) => {
      child.stdin.write(`${JSON.stringify(task)}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error('The peers’ Python ended; its reason stands above.');
      return JSON.parse(line.value) as unknown;
    },
    close: async () => {
      const exit = once(child, 'exit');
      child.stdin.end();
      await exit;
    },
  };
}
