import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { renderDiagnostic } from '../../src/diagnostics/render.js';

const fault = (line: number, column: number): Diagnostic => ({
  severity: 'error',
  code: 'RP1010',
  message: 'wrong',
  file: 'a.yaml',
  line,
  column,
});
const HEAD = 'error RP1010: wrong';

describe('renderDiagnostic', () => {
  it.each<[string, Diagnostic, string | undefined, string]>([
    ['no place', { severity: 'warning', code: 'RP1', message: 'm' }, 'x', 'warning RP1: m'],
    ['a file only', { severity: 'info', code: 'RP1', message: 'm', file: 'f' }, 'x', 'f: info RP1: m'],
    [
      'text from memory',
      { severity: 'info', code: 'RP1', message: 'm', line: 1, column: 1 },
      'x',
      '1:1: info RP1: m\n  x\n  ^',
    ],
    ['no source', fault(2, 3), undefined, `a.yaml:2:3: ${HEAD}`],
    ['a column', fault(2, 3), 'one\ntwo\n', `a.yaml:2:3: ${HEAD}\n  two\n    ^`],
    ['after the end of a line', fault(1, 4), 'one\ntwo', `a.yaml:1:4: ${HEAD}\n  one\n     ^`],
    ['far after the end of a line', fault(1, 99), 'one', `a.yaml:1:99: ${HEAD}\n  one\n     ^`],
    ['after the last line', fault(9, 1), 'one', `a.yaml:9:1: ${HEAD}`],
    ['CRLF and lone CR', fault(3, 1), 'one\r\ntwo\rthree', `a.yaml:3:1: ${HEAD}\n  three\n  ^`],
    ['a byte order mark', fault(1, 1), '\ufeffone', `a.yaml:1:1: ${HEAD}\n  one\n  ^`],
    ['a tab', fault(1, 3), '\t\tx', `a.yaml:1:3: ${HEAD}\n    x\n    ^`],
    ['wide characters', fault(1, 4), '日😀x', `a.yaml:1:4: ${HEAD}\n  日😀x\n      ^`],
    ['a combining mark', fault(1, 3), 'e\u0301x', `a.yaml:1:3: ${HEAD}\n  e\u0301x\n   ^`],
    [
      'control characters',
      fault(1, 6),
      'a\u001b[2Jb\u0007\u007f\u202e\u009b',
      `a.yaml:1:6: ${HEAD}\n  a␛[2Jb␇␡\ufffd\ufffd\n       ^`,
    ],
  ])('%s', (_name, diagnostic, source, expected) => {
    expect(renderDiagnostic(diagnostic, source)).toBe(expected);
  });

  it.each([
    [1, 0, '', '…'],
    [500, 81, '…', '…'],
    [1000, 160, '…', ''],
    [1001, 161, '…', ''],
  ])('clips a long line around column %d', (column, caret, before, after) => {
    const [, text = '', mark = ''] = renderDiagnostic(fault(1, column), 'x'.repeat(1000)).split('\n');
    expect(text).toBe(`  ${before}${'x'.repeat(160)}${after}`);
    expect(mark).toBe(`  ${' '.repeat(caret)}^`);
  });

  it('shows control characters of file and message', () => {
    const hostile: Diagnostic = {
      severity: 'error',
      code: 'RP1',
      message: 'a\nb\u001b]0;x\u0007',
      file: 'f\u001b[31m',
      line: 1,
      column: 1,
    };
    expect(renderDiagnostic(hostile)).toBe('f\\u{1b}[31m:1:1: error RP1: a\\u{a}b\\u{1b}]0;x\\u{7}');
  });

  it('colours on demand', () => {
    expect(renderDiagnostic(fault(1, 2), 'ab', { color: true })).toBe(
      'a.yaml:1:2: \u001b[1;31merror\u001b[0m RP1010: wrong\n  ab\n   \u001b[1;32m^\u001b[0m',
    );
  });

  it('takes no longer than the file is long', () => {
    expect(renderDiagnostic(fault(500_000, 1), 'a\n'.repeat(500_000))).toBe(`a.yaml:500000:1: ${HEAD}\n  a\n  ^`);
  });
});
