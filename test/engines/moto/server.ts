import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** AWS on this machine. */
export interface MotoServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  close(): void;
}

export async function startMoto(home: string): Promise<MotoServer> {
  const python = path.join(home, 'venv/bin/python');
  const server = spawn(python, ['-u', '-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const close = (): void => void server.kill();
  process.on('exit', close);
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [server.stdout, server.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        said += `${line}\n`;
        const found = /Running on (http:\S+)/.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
    }
    server.once('error', reject);
    server.once('exit', (status) => reject(new Error(`moto ended with status ${status}:\n${said}`)));
  });
  return { url, close };
}
