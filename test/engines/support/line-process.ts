import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A judge's process that answers each line of JSON with one: it ends with this process, which it does not keep alive. */
export class LineProcess {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
  #errors = '';

  constructor(command: string, args: readonly string[] = []) {
    this.#process = spawn(command, args);
    this.#process.stderr.on(
      'data',
      (chunk: Buffer) => (this.#errors = (this.#errors + chunk.toString()).slice(-20_000)),
    );
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.#waiting.shift()?.resolve(line));
    const fail = (error: Error): void => this.#waiting.splice(0).forEach(({ reject }) => reject(error));
    this.#process.on('error', fail);
    this.#process.on('close', (status) => fail(new Error(`${command} ended with status ${status}:\n${this.#errors}`)));
    this.#process.stdin.on('error', () => undefined);
    this.#process.unref();
  }

  /** @throws Error when the process ends instead, with what it said. */
  async ask(request: unknown): Promise<unknown> {
    const line = await new Promise<string>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    });
    return JSON.parse(line) as unknown;
  }
}
