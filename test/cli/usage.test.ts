import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEMO, RULES, ruleport } from './run.js';

describe('wrong usage is status 2, said on stderr with nothing on stdout', () => {
  it.each<[readonly string[], RegExp]>([
    [['frobnicate'], /there is no command 'frobnicate'.*convert, explain, detect, query, hunt, verify, golden/],
    [['__proto__'], /there is no command '__proto__'/],
    [['constructor'], /there is no command 'constructor'/],
    [['convert'], /name at least one rule file or folder/],
    [['convert', RULES, '--frob'], /--frob.*\nusage: ruleport convert PATH/s],
    [['convert', RULES, '--format', 'xml'], /--format takes text or json, not 'xml'/],
    [
      ['convert', RULES, '--target', 'qradar!'],
      /there is no target 'qradar!'; there are sigma, splunk, athena, typescript/,
    ],
    [['convert', RULES, '--target', 'no-such-package'], /there is no target 'no-such-package'/],
    [['convert', RULES, '--target', './no-such-target.js'], /there is no target/],
    [['convert', RULES, '--target', ''], /--target/],
    [['convert', RULES, '--setting', 'athena'], /--setting takes TARGET.NAME=VALUE, not 'athena'/],
    [['convert', RULES, '--strict=yes'], /strict/],
    [['convert', RULES, '--out'], /out/],
    [['convert', RULES, '--out', ''], /--out/],
    [['detect', RULES], /name at least one log with --events/],
    [['detect', RULES, '--events'], /events/],
    [['detect', '--events', DEMO], /name at least one rule/],
    [['detect', RULES, '--events', DEMO, '--engine', 'duck'], /there is no engine 'duck'; there are reference, sigma/],
    [['detect', RULES, '--events', DEMO, '--now', 'yesterday'], /--now takes a time such as .*, not 'yesterday'/],
    [['detect', RULES, '--events', DEMO, '--now', '2024-02-30T00:00:00Z'], /--now takes a time/],
    [['query', '--events', DEMO], /name at least one query text/],
    [['query', 'AWSCloudTrail', 'take 1'], /one text, in quotes/],
    [['query', 'AWSCloudTrail', '--language', 'sql'], /--language takes kql, spl, athena, sigma, not 'sql'/],
    [['query', 'AWSCloudTrail', '--engine', 'duck'], /there is no engine 'duck'/],
    [
      ['query', 'SELECT 1', '--language', 'athena', '--engine', 'splunk'],
      /athena query runs on the engine athena, not on splunk/,
    ],
    [['verify', '--events', DEMO], /name at least one rule/],
    [['verify', RULES, '--events', DEMO, '--engines', 'athena,duck'], /there is no engine 'duck'/],
    [['verify', RULES, '--events', DEMO, '--engines', ''], /--engines/],
    [['golden', '--format', 'json'], /format/],
    [['hunt', RULES], /name the engine with --engine: athena, trino or duckdb/],
    [['hunt', '--engine', 'athena'], /name at least one rule/],
    [['hunt', RULES, '--engine', 'splunk'], /there is no engine 'splunk' to hunt in; there are athena, trino, duckdb/],
    [['hunt', RULES, '--engine', 'constructor', '--url', 'x'], /there is no engine 'constructor'/],
    [['hunt', RULES, '--engine', 'duckdb'], /name at least one log with --events/],
    [['hunt', RULES, '--engine', 'duckdb', '--events', DEMO, '--table', 'x'], /a folder of logs has no table/],
    [['hunt', RULES, '--engine', 'athena', '--events', DEMO], /--events is for duckdb, not for athena/],
    [['hunt', RULES, '--engine', 'athena', '--url', 'https:'], /--url is for trino, not for athena/],
    [['hunt', RULES, '--engine', 'trino', '--workgroup', 'a'], /--workgroup is for athena, not for trino/],
    [['hunt', RULES, '--engine', 'athena', '--workgroup', 'a b'], /"a b" is no workgroup of Athena/],
    [['hunt', RULES, '--engine', 'athena', '--since', 'yesterday'], /--since takes a span such as 30d/],
    [['hunt', RULES, '--engine', 'athena', '--since', '1d', '--until', '2d'], /ends before it starts/],
    [['hunt', RULES, '--engine', 'athena', '--format', 'xml'], /--format takes text, json or csv, not 'xml'/],
    [['hunt', RULES, '--engine', 'athena', '--dry-run', '--format', 'csv'], /a dry run has no rows/],
    [['hunt', RULES, '--engine', 'athena', '--setting', 'athena.tabel=x'], /unknown setting tabel/],
    [['hunt', RULES, '--engine', 'athena', '--setting', 'splunk.index=x'], /settings of athena, not of splunk/],
    [['hunt', RULES, '--engine', 'athena', '--setting', 'athena.table=x', '--table', 'y'], /are the same/],
    [['hunt', RULES, '--engine', 'trino'], /name the server with --url/],
    [['hunt', RULES, '--engine', 'trino', '--url', 'x'], /"x" is no URL/],
    [['hunt', RULES, '--engine', 'trino', '--url', 'ftp://x'], /speaks HTTP, not ftp/],
    [['hunt', RULES, '--engine', 'trino', '--url', 'https://a:b@x'], /does not belong into the URL/],
    [['hunt', RULES, '--engine', 'trino', '--url', 'http://example.com', '--token', 'x'], /sent over https only/],
    [['hunt', RULES, '--engine', 'trino', '--url', 'http://localhost', '--user', 'a\nb'], /the user cannot be sent/],
    [['hunt', RULES, '--engine', 'trino', '--url', 'http://localhost', '--password', 'x'], /a password needs its user/],
    [['hunt', RULES, '--engine', 'trino', '--url', 'https://x', '--ca', '/nonexistent'], /--ca: /],
    [['explain'], /name at least one rule/],
  ])('%j', async (args, expected) => {
    const { status, stdout, stderr } = await ruleport(...args);
    expect(stderr).toMatch(expected);
    expect([status, stdout]).toEqual([2, '']);
  });
});

describe('help and version are status 0', () => {
  it.each(['convert', 'explain', 'detect', 'query', 'hunt', 'verify', 'golden', 'demo'])(
    '%s --help',
    async (command) => {
      const { status, stdout, stderr } = await ruleport(command, '--help');
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(new RegExp(`^ruleport ${command}`));
    },
  );

  it('the overview names every command; without a command it is wrong usage', async () => {
    const help = await ruleport('--help');
    expect(help.status).toBe(0);
    expect(help.stdout).toContain('ruleport convert PATH');
    expect(await ruleport()).toEqual({ ...help, status: 2 });
  });

  it('the version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(path.join(DEMO, '../package.json'), 'utf8')) as { version: string };
    expect(await ruleport('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });
});
