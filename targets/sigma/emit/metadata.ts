import type { Rule } from '../../../src/rule/model.js';
import type { Reason } from '../../../src/target/target.js';
import type { SigmaCode } from '../codes.js';
import type { Metadata } from '../document/model.js';
import { isUuid, uuidOf } from '../document/uuid.js';
import type { Settings } from '../settings.js';
import { attackTags } from './tags.js';

/** Limits of the rule schema. */
const MAX_TITLE = 256;
const MAX_DESCRIPTION = 65_535;

/** What a Sentinel rule says about itself, in Sigma's attributes. */
export function metadataOf(rule: Rule, settings: Settings, reasons: readonly Reason[]): Metadata {
  return {
    related: isUuid(rule.id) ? [{ id: rule.id, type: 'derived' }] : [],
    description: asBlock(cut(multiLine(rule.description), MAX_DESCRIPTION - 1)),
    references: linksIn(rule.description),
    author: oneLine(settings.author),
    tags: attackTags(rule.tactics, rule.techniques, settings.defenseEvasion),
    falsePositives: falsePositives(reasons),
    level: rule.severity === null ? null : LEVEL[rule.severity],
  };
}

const LEVEL = { Informational: 'informational', Low: 'low', Medium: 'medium', High: 'high' } as const;

/** A Sigma ID of its own for each document: the same rule gives the same one, another format of it is another rule. */
export const documentId = (rule: Rule, part: string): string => uuidOf(`sigma:${rule.id}:${part}`);

export const titleOf = (rule: Rule, part = ''): string => {
  const suffix = part === '' ? '' : ` - ${part}`;
  const title = oneLine(rule.name);
  return cut(`${cut(title === '' ? 'Untitled' : title, MAX_TITLE - Math.min(suffix.length, 100))}${suffix}`, MAX_TITLE);
};

/** Reasons about values of another kind than AWS documents, which is nothing that an analyst meets. */
const UNEXPECTED: ReadonlySet<string> = new Set(['RP3062', 'RP3063', 'RP3065'] satisfies SigmaCode[]);

/** What the rule flags beyond the query is what an analyst has to expect. */
function falsePositives(reasons: readonly Reason[]): readonly string[] {
  const expected = reasons.filter(({ code }) => !UNEXPECTED.has(code));
  const texts = [...new Set(expected.map(({ message }) => oneLine(message)))];
  return texts.length === 0 ? ['Unknown'] : texts.map((text) => `Beyond the Sentinel rule: ${text}`);
}

const oneLine = (text: string): string =>
  wellFormed(text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

const multiLine = (text: string): string =>
  wellFormed(text)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();

/** With a final line end, as a block in YAML has it. */
const asBlock = (text: string): string => (text === '' ? '' : `${text}\n`);

/** YAML holds no half surrogate pairs. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** At most so many UTF-16 units, no pair cut in two. */
const cut = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, length).replace(/\p{Surrogate}$/u, '');

/** Web addresses in a text, each once, without the punctuation of the sentence around them. */
function linksIn(text: string): readonly string[] {
  const links = wellFormed(text).match(/https?:\/\/[^\s<>"'`|\\^{}\p{Cc}]+/gu) ?? [];
  return [...new Set(links.map((link) => link.replace(/[.,;:!?)\]]+$/, '')))].filter((link) => !link.endsWith('//'));
}
