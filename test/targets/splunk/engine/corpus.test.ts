import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { openEvents } from '../../../../src/events/open-events.js';
import { QueryError } from '../../../../src/target/engine.js';
import { createSplunkEngine } from '../../../../targets/splunk/engine/engine.js';
import { parseSpl } from '../../../../targets/splunk/engine/run.js';
import type { Macro } from '../../../../targets/splunk/engine/syntax/prepare.js';
import { NOW } from './support.js';

/** Public searches and logs that are no part of the project: beside it where they are, else the tests are skipped. */
const SHARED = resolve(import.meta.dirname, '../../../../../shared');
const SEARCHES = join(SHARED, 'corpus/splunk-aws');
const LOGS = join(SHARED, 'events');

/** Searches that use what the engine does not run, by the construct that it names. */
const REFUSED: Readonly<Record<string, string>> = {
  aws_createloginprofile: "the command 'join'",
  aws_exfiltration_via_anomalous_getobject_api_activity: "the command 'anomalydetection'",
  detect_spike_in_s3_bucket_deletion: "the command 'outputlookup'",
};

/** Searches that find something in the logs, with the number of their rows. */
const FOUND: Readonly<Record<string, number>> = {
  aws_ami_attribute_modification_for_exfiltration: 2,
  aws_concurrent_sessions_from_different_ips: 15,
  aws_createaccesskey: 4,
  aws_credential_access_getpassworddata: 2,
  aws_defense_evasion_delete_cloudtrail: 2,
  aws_defense_evasion_delete_cloudwatch_log_group: 1,
  aws_defense_evasion_stop_logging_cloudtrail: 1,
  aws_ec2_snapshot_shared_externally: 2,
  aws_updateloginprofile: 1,
};

const names = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => name.replace('.yml', ''))
    .sort();
const yaml = (path: string): Record<string, unknown> => load(readFileSync(path, 'utf8')) as Record<string, unknown>;

function publicMacros(): Map<string, Macro> {
  const macros = new Map<string, Macro>();
  for (const name of names(join(SEARCHES, 'macros'))) {
    const { definition, arguments: args = [] } = yaml(join(SEARCHES, 'macros', `${name}.yml`)) as unknown as {
      definition: string;
      arguments?: string[];
    };
    macros.set(args.length === 0 ? name : `${name}(${args.length})`, { args, definition });
  }
  // Every search ends in a macro of its own for local exceptions, which lets everything through.
  for (const name of names(SEARCHES)) macros.set(`${name}_filter`, { args: [], definition: 'search *' });
  return macros;
}

const searchOf = (name: string): string => String(yaml(join(SEARCHES, `${name}.yml`))['search']);

describe.skipIf(!existsSync(SEARCHES))(
  'public CloudTrail searches (skipped where they are not beside the project)',
  () => {
    test('all of them parse', () => {
      const macros = publicMacros();
      const parsed = names(SEARCHES).map((name) => [name, parseSpl(searchOf(name), macros)] as const);
      expect(parsed).toHaveLength(55);
      const refused = parsed.filter(([, { refusals }]) => refusals.length > 0);
      expect(refused.map(([name]) => name)).toEqual(Object.keys(REFUSED));
    });

    test.skipIf(!existsSync(LOGS))('run over real logs or are refused by name', async () => {
      const session = await createSplunkEngine({ addOn: true, macros: Object.fromEntries(publicMacros()) }).open(
        openEvents([LOGS]),
      );
      const rows: Record<string, number> = {};
      const refused: Record<string, string> = {};
      for (const name of names(SEARCHES)) {
        try {
          const result = await session.query!(searchOf(name), { now: NOW, window: null });
          if (result.rows.length > 0) rows[name] = result.rows.length;
        } catch (error) {
          if (!(error instanceof QueryError) || error.code !== 'RP5105') throw error;
          refused[name] = error.message.replace(/ is not run .*$/u, '');
        }
      }
      expect(refused).toEqual(REFUSED);
      expect(rows).toEqual(FOUND);
    });

    test.skipIf(!existsSync(LOGS))('a simple search runs over all 3,210 events', async () => {
      const session = await createSplunkEngine().open(openEvents([LOGS]));
      const search = 'eventName=RunInstances errorCode="Client.UnauthorizedOperation" | table eventID';
      const { rows } = await session.query!(search, { now: NOW, window: null });
      expect(rows).toHaveLength(1);
      const all = await session.query!('* | stats count', { now: NOW, window: null });
      expect(all.rows[0]!.values).toEqual(['3210']);
    });
  },
);
