/** One command of the command line: parsing of its options, a call of the library, printing. */
export interface Command {
  readonly name: string;
  /** `convert PATH... [--target a,b]` */
  readonly usage: string;
  /** One line for the overview. */
  readonly summary: string;
  /** What `--help` says below the usage. */
  readonly help: string;
  run(args: readonly string[]): Promise<number>;
}
