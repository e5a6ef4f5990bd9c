import { isNull } from '../../../../src/rule/source-node.js';
import type { NullNode, ScalarNode } from '../../../../src/rule/source-node.js';
import type { Source } from './source.js';

/** A YAML value with the type that YAML 1.2 gives it (core schema, https://yaml.org/spec/1.2.2/#103-core-schema). */
export type Scalar =
  | { readonly kind: 'string'; readonly text: string }
  /** `text` as written. */
  | { readonly kind: 'number'; readonly text: string; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' };

const DECIMAL = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const OTHER_BASE = /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/;
const LEADING_ZERO = /^[-+]?0[0-9]/;
const BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/;

/** `.inf` and `.nan` stay text: no JSON record holds such a number. */
export function typedScalar(node: ScalarNode | NullNode, source: Source): Scalar {
  if (node.kind === 'null' || isNull(node)) return { kind: 'null' };
  const { text } = node;
  if (node.style !== 'plain') return { kind: 'string', text };
  if (BOOLEAN.test(text)) return { kind: 'boolean', value: text.toLowerCase() === 'true' };
  if (!DECIMAL.test(text) && !OTHER_BASE.test(text)) return { kind: 'string', text };
  // An account number such as 012345678901 would silently become another one.
  if (LEADING_ZERO.test(text)) throw source.fault('RP5215', [text], node);
  return { kind: 'number', text, value: Number(text) };
}

/** What the text of a JSON number, boolean or string is when it is compared as text. */
export function scalarText(scalar: Exclude<Scalar, { kind: 'null' }>): string {
  return scalar.kind === 'string' ? scalar.text : String(scalar.value);
}
