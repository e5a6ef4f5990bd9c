export interface HostileText {
  readonly name: string;
  readonly text: string;
  /** An SPL string takes one line, and a backtick opens a macro even inside quotes: only patterns can say this text. */
  readonly notInSpl?: true;
}

/** Texts that end, open or continue something in at least one of the languages that are written. */
export const HOSTILE_TEXTS: readonly HostileText[] = [
  { name: 'single quote', text: `a' or '1'='1` },
  { name: 'double quote', text: `a" or "1"="1` },
  { name: 'backtick', text: 'a`macro`b', notInSpl: true },
  { name: 'all quotes', text: `'"'"''""` },
  { name: 'backslash at the end', text: 'a\\' },
  { name: 'backslash before a quote', text: `a\\" | delete "` },
  { name: 'two backslashes at the end', text: 'a\\\\' },
  { name: 'end of a block comment', text: 'a */ globalThis.hacked = true; /*' },
  { name: 'line comment of SQL', text: 'a -- x' },
  { name: 'line comment of JavaScript', text: 'a // x' },
  { name: 'comment of SPL', text: 'a ``` x ```', notInSpl: true },
  { name: 'comment of KQL and YAML', text: 'a # x // y' },
  { name: 'another statement', text: `a'; DROP TABLE cloudtrail_logs_pp; --` },
  { name: 'another stanza', text: 'a\n[stanza]\nsearch = | delete', notInSpl: true },
  { name: 'another stanza after CR LF', text: 'a\r\n[stanza]\r\nsearch = | delete', notInSpl: true },
  { name: 'another YAML item', text: 'a\n- evil: yaml', notInSpl: true },
  { name: 'another YAML document', text: 'a\n---\ntitle: evil\n...', notInSpl: true },
  { name: 'YAML syntax', text: '&a !!js/function "x": [*a, {b: c}] | >- %' },
  { name: 'a YAML number', text: '0x1F' },
  { name: 'a YAML null', text: '~' },
  { name: 'template literal', text: '${globalThis.hacked = true}' },
  { name: 'Handlebars', text: '{{{lookup this "constructor"}}}{{x}}' },
  { name: 'token of Splunk', text: '$result.EventName$ $env:user$' },
  { name: 'another command of SPL', text: 'a" | delete' },
  { name: 'subsearch of SPL', text: 'a]] [search index=* | delete]' },
  { name: 'wildcards', text: '*a?%_' },
  { name: 'escaped wildcards', text: '\\*a\\?\\\\*' },
  { name: 'regular expression', text: '(a+)+$|^.*[' },
  { name: 'control characters', text: 'a\u0001\u0007\u001b[2J\u007f\u0085b', notInSpl: true },
  { name: 'tab', text: 'a\tb', notInSpl: true },
  { name: 'line separator', text: 'a\u2028globalThis.hacked = true', notInSpl: true },
  { name: 'paragraph separator', text: 'a\u2029globalThis.hacked = true', notInSpl: true },
  { name: 'right-to-left override', text: 'a\u202eb\ufeffc' },
  { name: 'prototype', text: '__proto__' },
  { name: 'constructor', text: 'constructor' },
  { name: 'script', text: '</script><!-- x -->' },
  { name: 'shell', text: '$(touch hacked) `id` ; %TEMP%', notInSpl: true },
  { name: 'path', text: '../../../x' },
  { name: 'very long', text: `${'a"\'\\'.repeat(5_000)}` },
];
