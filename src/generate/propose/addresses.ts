import { text } from '../../functions/json.js';
import { each, type Propose } from './proposal.js';

const IPV4 = [
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '198.18.0.0',
  '203.0.113.7',
  '172.32.0.1',
  '',
  'ec2.amazonaws.com',
];
const IPV6 = ['2001:db8::1', 'fe80::1', '::ffff:10.1.2.3'];

export const privateness: Propose = () => each(0, [...IPV4, ...IPV6]);

/** In a range: its own address; out of it: any other. A missing range is made from the address. */
export const range: Propose = ({ args: [address, ...ranges] }) => [
  ...ranges
    .flatMap((each) => (Array.isArray(each) ? each.map(text) : [text(each)]))
    .slice(0, 4)
    .map((prefix) => [[0, prefix.replace(/\/.*$/, '')] as const]),
  ...each(0, [...IPV4, ...IPV6]),
  ...ranges.flatMap((_, index) => each(index + 1, [`${text(address!)}/32`, '192.0.2.0/24', ''])),
  [
    [0, '203.0.113.7'],
    [1, '203.0.113.0/24'],
  ],
  [
    [0, '203.0.113.7'],
    [1, '192.0.2.0/24'],
  ],
];

export const equalAddresses: Propose = ({ args: [a, b] }) => [
  ...each(0, [b!, `${text(b!)}/24`, ...IPV4]),
  ...each(1, [a!, `${text(a!)}/24`, ...IPV4]),
];
