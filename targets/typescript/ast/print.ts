import { generate } from '@babel/generator';
import type * as t from '@babel/types';

/**
 * The one place that turns a tree into text. Babel's generator owns quoting, escaping and parentheses; strings come out in
 * ASCII, so that no text of a rule (line separators, bidirectional controls) can change how the module reads.
 */
export function printStatements(statements: readonly t.Statement[]): string {
  const program = {
    type: 'Program',
    body: statements,
    directives: [],
    sourceType: 'module',
  } as unknown as t.Program;
  const { code } = generate(program, {
    comments: true,
    jsescOption: { quotes: 'single', wrap: true, minimal: false },
  });
  return code
    .split('\n')
    .map((line) => (line.trim() === BLANK_LINE ? '' : line))
    .join('\n');
}

/** Babel prints no empty lines; this comment, which `lineComment` cannot make, stands for one until the text is split. */
const BLANK_LINE = '//~';

export function blankLineBefore<T extends t.Node>(statement: T): T {
  const blank: t.CommentLine = { type: 'CommentLine', value: '~' };
  return { ...statement, leadingComments: [blank, ...(statement.leadingComments ?? [])] };
}

/** `// text` above a node. */
export function withComment<T extends t.Node>(node: T, text: string): T {
  const comment: t.CommentLine = { type: 'CommentLine', value: ` ${oneLine(text)}` };
  return { ...node, leadingComments: [comment, ...(node.leadingComments ?? [])] };
}

/** A documentation comment above a node, one line of it a line of text. */
export function withDoc<T extends t.Node>(node: T, lines: readonly string[]): T {
  const safe = lines.map(oneLine);
  const value = safe.length === 1 ? `* ${safe[0]} ` : `*\n${safe.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n `;
  const comment: t.CommentBlock = { type: 'CommentBlock', value };
  return { ...node, leadingComments: [...(node.leadingComments ?? []), comment] };
}

/** Longer pieces of a query are cut in comments; the query itself stays with the rule. */
const MAX_COMMENT = 110;

/** Control characters, separators and bidirectional marks: all that could end a comment's line or reorder how it shows. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

function oneLine(text: string): string {
  const line = text.replace(UNSAFE, ' ').replace(/\s+/g, ' ').replaceAll('*/', '* /').trim();
  const characters = [...line];
  return characters.length <= MAX_COMMENT
    ? line
    : `${characters
        .slice(0, MAX_COMMENT - 1)
        .join('')
        .trimEnd()}…`;
}
