import ts from 'typescript';
import { expect, test } from 'vitest';
import { irOf, seedIR } from '../../support/seeds.js';
import { HELPER_NAMES, helperSources } from '../../../targets/typescript/runtime/helpers.js';
import { QUERIES } from './queries.js';
import { emitted } from './run.js';

/** As strict as a user may be. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
  strict: true,
  noEmit: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noFallthroughCasesInSwitch: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: true,
};

/** Compiles texts as modules that stand alone in an empty folder; returns what the compiler has to say. */
function compile(files: ReadonlyMap<string, string>, options = OPTIONS): string[] {
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || name === '/package.json' || fileExists.call(host, name);
  host.readFile = (name) =>
    files.get(name) ?? (name === '/package.json' ? '{"type":"module"}' : readFile.call(host, name));
  host.getSourceFile = (name, language, ...rest) => {
    const text = files.get(name);
    return text === undefined
      ? getSourceFile.call(host, name, language, ...rest)
      : ts.createSourceFile(name, text, language);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const { file, start = 0 } = diagnostic;
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ');
    const line =
      file === undefined ? '' : (file.text.split('\n')[file.getLineAndCharacterOfPosition(start).line] ?? '');
    return `${file?.fileName}: ${message}\n  ${line.trim()}`;
  });
}

test('emitted modules compile under the strictest options, alone', { timeout: 120_000 }, async () => {
  const files = new Map<string, string>();
  for (const seed of ['S1', 'S2'] as const) files.set(`/${seed}.ts`, emitted(await seedIR(seed)));
  for (const [index, query] of QUERIES.entries())
    files.set(`/q${index}.ts`, `// ${query.replaceAll('\n', ' ')}\n${emitted(await irOf(query))}`);
  expect(compile(files)).toEqual([]);
});

test('every helper compiles, with what it says that it needs', { timeout: 120_000 }, () => {
  const context =
    'export interface CloudTrailRecord {}\nexport interface GuardDutyFinding {}\nexport const literals: readonly (readonly string[])[] = [];';
  // A folder each: names that differ only in case would meet in one.
  const files = new Map(
    HELPER_NAMES.map((name, index) => [`/${index}/${name}.ts`, [context, ...helperSources([name])].join('\n')]),
  );
  expect(compile(files, { ...OPTIONS, noUnusedLocals: false })).toEqual([]);
});
