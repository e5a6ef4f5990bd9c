import type { DatePart } from '../values/date-part.js';
import type { Source } from './source.js';

/**
 * The modifiers of the appendix by what they do, and what cannot stand with or before what.
 * https://sigmahq.io/sigma-specification/specification/sigma-appendix-modifiers.html
 */
type Role =
  | 'linking'
  | 'negation'
  | 'case'
  | 'placeholder'
  | 'dashes'
  | 'affix'
  | 'wide'
  | 'base64'
  | 'type'
  | 'regexFlag'
  | 'order'
  | 'datePart';

const ROLES: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['all', 'linking'],
  ['neq', 'negation'],
  ['cased', 'case'],
  ['expand', 'placeholder'],
  ['windash', 'dashes'],
  ['contains', 'affix'],
  ['startswith', 'affix'],
  ['endswith', 'affix'],
  ['utf16le', 'wide'],
  ['wide', 'wide'],
  ['utf16be', 'wide'],
  ['utf16', 'wide'],
  ['base64', 'base64'],
  ['base64offset', 'base64'],
  ['re', 'type'],
  ['cidr', 'type'],
  ['fieldref', 'type'],
  ['exists', 'type'],
  ['i', 'regexFlag'],
  ['m', 'regexFlag'],
  ['s', 'regexFlag'],
  ['lt', 'order'],
  ['lte', 'order'],
  ['gt', 'order'],
  ['gte', 'order'],
  ['minute', 'datePart'],
  ['hour', 'datePart'],
  ['day', 'datePart'],
  ['week', 'datePart'],
  ['month', 'datePart'],
  ['year', 'datePart'],
]);

const TEXT_ROLES = ['case', 'placeholder', 'dashes', 'affix', 'wide', 'base64'] as const;

/** Roles that exclude each other, whichever comes first. */
const EXCLUDES: Readonly<Record<Role, readonly Role[]>> = {
  linking: ['negation'],
  negation: ['linking', 'order'],
  case: ['type', 'order', 'datePart'],
  placeholder: ['type', 'order', 'datePart', 'wide', 'base64', 'dashes'],
  dashes: ['type', 'order', 'datePart', 'wide', 'base64'],
  affix: ['affix', 'type', 'order', 'datePart'],
  wide: ['wide', 'type', 'order', 'datePart', 'dashes'],
  base64: ['base64', 'type', 'order', 'datePart', 'dashes'],
  type: ['type', 'order', 'datePart', ...TEXT_ROLES],
  regexFlag: ['order', 'datePart', ...TEXT_ROLES],
  order: ['order', 'type', 'negation', ...TEXT_ROLES],
  datePart: ['datePart', 'type', ...TEXT_ROLES],
};

/** Modifiers apply in the order given: what is encoded has no wildcards around it yet, a date has parts before it is compared. */
const NEVER_AFTER: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  wide: ['base64', 'affix'],
  base64: ['affix'],
  datePart: ['order'],
};

/** What can be said of a whole event (`'|all':`). */
const KEYWORD_ROLES: ReadonlySet<Role> = new Set(['linking', 'case', 'dashes', 'wide', 'base64', 'regexFlag']);
const KEYWORD_MODIFIERS: ReadonlySet<string> = new Set(['contains', 're']);

/** The modifiers of one item, known to go together. */
export interface Modifiers {
  readonly all: boolean;
  readonly neq: boolean;
  readonly cased: boolean;
  readonly expand: boolean;
  readonly windash: boolean;
  readonly affix: 'contains' | 'startswith' | 'endswith' | null;
  readonly wide: 'utf16le' | 'wide' | 'utf16be' | 'utf16' | null;
  readonly base64: 'base64' | 'base64offset' | null;
  readonly type: 're' | 'cidr' | 'fieldref' | 'exists' | null;
  readonly flags: { readonly i: boolean; readonly m: boolean; readonly s: boolean };
  readonly order: 'lt' | 'lte' | 'gt' | 'gte' | null;
  readonly datePart: DatePart | null;
  readonly names: readonly string[];
}

/** @throws QueryError for a modifier that is unknown or stands where it has no meaning. */
export function readModifiers(
  names: readonly string[],
  isKeyword: boolean,
  source: Source,
  at: { start: number },
): Modifiers {
  const seen = new Map<string, Role>();
  for (const name of names) {
    const role = ROLES.get(name);
    if (role === undefined) throw source.fault('RP5220', [name === '' ? '(no name)' : name], at);
    if (seen.has(name)) throw source.fault('RP5221', [name], at);
    for (const [earlier, earlierRole] of seen) {
      if (EXCLUDES[role].includes(earlierRole)) throw source.fault('RP5223', [name, earlier], at);
      if (NEVER_AFTER[role]?.includes(earlierRole) === true) throw source.fault('RP5222', [name, earlier], at);
    }
    if (role === 'regexFlag' && !seen.has('re')) throw source.fault('RP5224', [name], at);
    if (isKeyword && !KEYWORD_ROLES.has(role) && !KEYWORD_MODIFIERS.has(name)) throw source.fault('RP5227', [name], at);
    seen.set(name, role);
  }
  if (seen.has('exists') && names.length > 1) {
    throw source.fault('RP5223', ['exists', names.find((name) => name !== 'exists') ?? ''], at);
  }
  const of = <Name extends string>(role: Role): Name | null =>
    ([...seen].find(([, other]) => other === role)?.[0] as Name | undefined) ?? null;
  return {
    all: seen.has('all'),
    neq: seen.has('neq'),
    cased: seen.has('cased'),
    expand: seen.has('expand'),
    windash: seen.has('windash'),
    affix: of('affix'),
    wide: of('wide'),
    base64: of('base64'),
    type: of('type'),
    flags: { i: seen.has('i'), m: seen.has('m'), s: seen.has('s') },
    order: of('order'),
    datePart: of('datePart'),
    names,
  };
}
