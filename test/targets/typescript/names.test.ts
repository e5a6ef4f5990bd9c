import { expect, test } from 'vitest';
import { Names, camelCase, pascalCase } from '../../../targets/typescript/plan/names.js';

test.each([
  ['EventName', 'eventName'],
  ['AWSRegion', 'awsRegion'],
  ['APIVersion', 'apiVersion'],
  ['EC2RoleDelivery', 'ec2RoleDelivery'],
  ['UserIdentityArn', 'userIdentityArn'],
  ['AccountUPNSuffix', 'accountUPNSuffix'],
  ['s3bucket', 's3bucket'],
  ['command_executed', 'commandExecuted'],
  ['_eventId', 'eventId'],
  ['AwsRequestId_', 'awsRequestId'],
  ['a b*/c', 'aBC'],
  ['1st', 'column1st'],
  ['', 'column'],
  ['é', 'column'],
  ['__proto__', 'proto'],
])('%j is %s', (column, name) => {
  expect(camelCase(column)).toBe(name);
});

test('types begin with a capital', () => {
  expect(pascalCase('command_executed')).toBe('CommandExecuted');
});

test('a name is given once, and never a word of the language or of the module', () => {
  const names = new Names(['text']);
  expect(['x', 'x', 'text', 'class', 'record', 'x', 'x2'].map((name) => names.unique(name))).toEqual([
    'x',
    'x2',
    'text2',
    'class2',
    'record2',
    'x3',
    'x22',
  ]);
});
