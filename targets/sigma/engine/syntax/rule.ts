import { isNull } from '../../../../src/rule/source-node.js';
import type { MappingNode, ScalarNode, SourceNode } from '../../../../src/rule/source-node.js';
import { SERVICES, type Condition, type Detection, type Service, type SigmaRule } from '../model.js';
import { readCondition } from './condition.js';
import { readDetection } from './detection.js';
import { readIdentity } from './identity.js';
import { entryOf, readMapping, readText, requireEntry } from './read.js';
import type { Source } from './source.js';

/** https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html @throws QueryError */
export function readRule(document: MappingNode, source: Source): SigmaRule {
  const identity = readIdentity(document, 'the rule', source);
  const service = readLogSource(requireEntry(document, 'logsource', 'the rule', source).value, source);

  const detection = readMapping(requireEntry(document, 'detection', 'the rule', source).value, 'detection', source);
  const detections = new Map<string, Detection>();
  for (const { key, value } of detection.entries) {
    if (key.text === 'timeframe') throw source.fault('RP5205', ['timeframe (use a correlation)'], key);
    if (key.text !== 'condition') detections.set(key.text, readDetection(key.text, value, source));
  }
  const { value } = requireEntry(detection, 'condition', 'detection', source);
  const conditions = (value.kind === 'sequence' ? value.items : [value]).map((node) =>
    readCondition(conditionText(node, source), detections, source),
  );
  const [only] = conditions;
  if (only === undefined) throw source.fault('RP5230', ['it is empty'], value);
  const condition: Condition = conditions.length === 1 ? only : { kind: 'or', of: conditions };
  return { kind: 'rule', ...identity, service, condition };
}

function conditionText(node: SourceNode, source: Source): ScalarNode {
  if (node.kind === 'scalar' && !isNull(node)) return node;
  throw source.fault('RP5202', ['condition', 'a text'], node);
}

const PRODUCT = 'aws';

/**
 * The logs that a rule is about, null for all. A rule about other logs would match nothing here, or by chance something that it
 * does not mean: it is refused. What a log source leaves open fits.
 */
function readLogSource(node: SourceNode, source: Source): Service | null {
  const logSource = readMapping(node, 'logsource', source);
  const given = ['category', 'product', 'service'].flatMap((key) => {
    const entry = entryOf(logSource, key);
    return entry === undefined || isNull(entry.value)
      ? []
      : [{ key, text: readText(entry.value, key, source), at: entry.value }];
  });
  if (given.length === 0) throw source.fault('RP5203', ['logsource', 'product'], logSource);
  for (const { key, text, at } of given) {
    const isKnown = key === 'product' ? text === PRODUCT : key === 'service' && serviceOf(text) !== undefined;
    if (!isKnown) throw source.fault('RP5208', [`${key} ${text}`], at);
  }
  return serviceOf(given.find(({ key }) => key === 'service')?.text ?? '') ?? null;
}

const serviceOf = (text: string): Service | undefined => SERVICES.find((service) => service === text);
