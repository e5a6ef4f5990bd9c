import type { HuntProgress } from '../api/hunt.js';
import type { StoreStatistics } from '../target/store.js';

/** One line on a terminal, written over and over: how many queries are done, for how long, what has been scanned. */
export class ProgressLine {
  readonly #states = new Map<HuntProgress['rule'], StoreStatistics>();
  readonly #start = performance.now();
  #shown = 0;

  /** @param queries how many there are */
  constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly queries: number,
  ) {}

  show({ rule, statistics }: HuntProgress): void {
    this.#states.set(rule, statistics);
    const states = [...this.#states.values()];
    const done = states.filter(({ state }) => DONE.has(state)).length;
    const running = [...new Set(states.map(({ state }) => state).filter((state) => !DONE.has(state)))];
    this.#write([
      `${done} of ${this.queries} queries`,
      ...running.map((state) => state.toLowerCase()),
      ...this.#cost(),
    ]);
  }

  /** The last line, which stays. */
  finish(): void {
    this.#write([`${this.queries} ${this.queries === 1 ? 'query' : 'queries'}`, ...this.#cost()]);
    this.stream.write('\n');
  }

  #cost(): string[] {
    const scanned = [...this.#states.values()].flatMap(({ scannedBytes }) =>
      scannedBytes === null ? [] : [scannedBytes],
    );
    const seconds = `${((performance.now() - this.#start) / 1000).toFixed(0)} s`;
    return scanned.length === 0
      ? [seconds]
      : [seconds, `${bytes(scanned.reduce((sum, each) => sum + each, 0))} scanned`];
  }

  #write(parts: readonly string[]): void {
    const line = parts.join(', ').slice(0, (this.stream.columns || 80) - 1);
    this.stream.write(`\r${line.padEnd(this.#shown)}`);
    this.#shown = line.length;
  }
}

const DONE: ReadonlySet<string> = new Set(['SUCCEEDED', 'FINISHED', 'FAILED', 'CANCELLED']);

/** `1.2 GB`, as AWS counts them for its bill. */
export function bytes(count: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB'];
  let [value, unit] = [count, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${units[unit]}`;
}
