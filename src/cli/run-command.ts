import { UsageError } from '../diagnostics/usage-error.js';
import { QueryError } from '../target/engine.js';
import { visibleText } from '../diagnostics/visible-text.js';
import type { Command } from './command.js';
import { version } from './version.js';

/** Loaded one at a time: a command pays only for what it uses. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  convert: async () => (await import('./convert.js')).convertCommand,
  explain: async () => (await import('./explain.js')).explainCommand,
  detect: async () => (await import('./detect.js')).detectCommand,
  query: async () => (await import('./query.js')).queryCommand,
  hunt: async () => (await import('./hunt.js')).huntCommand,
  verify: async () => (await import('./verify.js')).verifyCommand,
  golden: async () => (await import('./golden.js')).goldenCommand,
  demo: async () => (await import('./demo.js')).demoCommand,
};

/** Runs one command line and returns its exit status: 0 done, 1 the rules or results are not as they should be, 2 wrong usage. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version' || name === '-v') return print(`${version()}\n`);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    print(await overview());
    return name === undefined ? 2 : 0;
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    return usage(`there is no command '${name}'; there are ${Object.keys(COMMANDS).join(', ')}`);
  }
  const command = await COMMANDS[name]!();
  if (rest.includes('--help') || rest.includes('-h')) return print(`ruleport ${command.usage}\n\n${command.help}\n`);
  try {
    return await command.run(rest);
  } catch (error) {
    return report(error, command);
  }
}

function report(error: unknown, command: Command): number {
  if (error instanceof UsageError || isParseArgsError(error)) {
    return usage(`${error.message}\nusage: ruleport ${command.usage}`);
  }
  if (error instanceof QueryError) {
    process.stderr.write(`query:${error.line}:${error.column}: error ${error.code}: ${visibleText(error.message)}\n`);
    return 1;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`error RP6001: ${visibleText(message)}\n`);
  if (process.env['RULEPORT_DEBUG'] !== undefined && error instanceof Error)
    process.stderr.write(`${error.stack ?? ''}\n`);
  return 1;
}

const isParseArgsError = (error: unknown): error is Error =>
  error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');

function usage(message: string): number {
  process.stderr.write(`ruleport: ${message.split('\n').map(visibleText).join('\n')}\n`);
  return 2;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

async function overview(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  return [
    'ruleport ports Microsoft Sentinel detections to other SIEMs and proves that each port flags the same events.',
    '',
    ...commands.map((command) => `  ruleport ${command.usage}\n      ${command.summary}`),
    '',
    "'ruleport COMMAND --help' tells more. Exit status: 0 done, 1 the rules or their results are not as they should be, 2 wrong usage.",
    '',
  ].join('\n');
}
