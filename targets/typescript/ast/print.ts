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
    .map((line) => (line.trim() === BLANK_LINE ? '' : breakChoices(line)))
    .join('\n');
}

/**
 * Babel prints no empty lines; a comment stands for one until the text is split. The mark is a character that neither a
 * printed string (all ASCII) nor a comment of ours (`safeLine`) can hold.
 */
const MARK = '\u{e000}';
const BLANK_LINE = `//${MARK}`;

export function blankLineBefore<T extends t.Node>(statement: T): T {
  const blank: t.CommentLine = { type: 'CommentLine', value: MARK };
  return { ...statement, leadingComments: [blank, ...(statement.leadingComments ?? [])] };
}

const MAX_WIDTH = 120;

/**
 * Babel prints a statement on one line however long it is. The choices of a long one go to lines of their own; where they
 * are is marked in the tree, because text alone does not tell a `?` of the language from one in a string.
 */
export function markChoices(expression: t.Expression): t.Expression {
  if (expression.type !== 'ConditionalExpression') return expression;
  const { consequent, alternate } = expression;
  return { ...expression, consequent: marked(consequent), alternate: marked(markChoices(alternate)) };
}

const marked = (node: t.Expression): t.Expression => ({
  ...node,
  leadingComments: [{ type: 'CommentBlock', value: MARK } satisfies t.CommentBlock],
});

const CHOICE = / ([?:]) \/\*\u{e000}\*\/ ?/gu;

function breakChoices(line: string): string {
  const plain = line.replace(CHOICE, ' $1 ');
  if (plain.length <= MAX_WIDTH) return plain;
  const indent = ' '.repeat(line.length - line.trimStart().length + 2);
  return line.replace(CHOICE, `\n${indent}$1 `);
}

/** `// text` above a node. */
export function withComment<T extends t.Node>(node: T, text: string): T {
  const comment: t.CommentLine = { type: 'CommentLine', value: ` ${oneLine(text)}` };
  return { ...node, leadingComments: [comment, ...(node.leadingComments ?? [])] };
}

/** A documentation comment above a node: paragraphs, wrapped. */
export function withDoc<T extends t.Node>(node: T, paragraphs: readonly string[]): T {
  const lines = paragraphs.flatMap((paragraph) => wrap(safeLine(paragraph)));
  const value =
    lines.length === 1 ? `* ${lines[0]} ` : `*\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n `;
  const comment: t.CommentBlock = { type: 'CommentBlock', value };
  return { ...node, leadingComments: [...(node.leadingComments ?? []), comment] };
}

const DOC_WIDTH = 112;

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= DOC_WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Longer pieces of a query are cut in comments; the query itself stays with the rule. */
const MAX_COMMENT = 110;

/** Control characters, separators and bidirectional marks: all that could end a comment's line or reorder how it shows. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]+/gu;

const safeLine = (text: string): string =>
  text.replace(UNSAFE, ' ').replace(/\s+/g, ' ').replaceAll('*/', '* /').trim();

function oneLine(text: string): string {
  const characters = [...safeLine(text)];
  if (characters.length <= MAX_COMMENT) return characters.join('');
  return `${characters
    .slice(0, MAX_COMMENT - 1)
    .join('')
    .trimEnd()}…`;
}
