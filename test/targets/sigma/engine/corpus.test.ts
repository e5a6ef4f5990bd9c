import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openEvents } from '../../../../src/events/open-events.js';
import { sigmaEngine } from '../../../../targets/sigma/engine/engine.js';

const SHARED = path.resolve(import.meta.dirname, '../../../../../shared');
const RULES = path.join(SHARED, 'corpus/sigma-aws');
const EVENTS = path.join(SHARED, 'events');
const isHere = existsSync(RULES) && existsSync(EVENTS);

/** What rsigma 0.23 flags as well, event for event. */
const FLAGGED: Readonly<Record<string, number>> = {
  'aws_cloudtrail_bucket_deleted.yml': 5,
  'aws_cloudtrail_console_login_success_without_mfa.yml': 2,
  'aws_cloudtrail_disable_logging.yml': 8,
  'aws_cloudtrail_new_route_added.yml': 6,
  'aws_cloudtrail_security_group_change_ingress_egress.yml': 7,
  'aws_cloudtrail_ssm_malicious_usage.yml': 3,
  'aws_cloudtrail_vpc_flow_logs_deleted.yml': 2,
  'aws_enum_buckets.yml': 3,
  'aws_iam_backdoor_users_keys.yml': 4,
  'aws_new_lambda_layer_attached.yml': 1,
  'aws_snapshot_backup_exfiltration.yml': 3,
  'aws_sts_assumerole_misuse.yml': 144,
  'aws_update_login_profile.yml': 1,
};

describe.skipIf(!isHere)(`SigmaHQ's AWS rules over real logs (needs the corpus beside the repository)`, () => {
  test('each rule runs and flags what another engine flags', async () => {
    const session = await sigmaEngine.open(openEvents([EVENTS]));
    const files = readdirSync(RULES).filter((file) => file.endsWith('.yml'));
    const flagged: Record<string, number> = {};
    for (const file of files) {
      const { rows } = await session.query!(readFileSync(path.join(RULES, file), 'utf8'), { now: 0, window: null });
      if (rows.length > 0) flagged[file] = rows.length;
    }
    expect(files).toHaveLength(57);
    expect(flagged).toEqual(FLAGGED);
  });
});
