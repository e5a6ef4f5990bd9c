import { listPart, part, requiredPart, simpleName, type SyntaxNode } from '../../../kql/syntax.js';
import type { External } from '../../relation.js';
import { evaluateConstant } from '../constants.js';
import { columnsOf, refuse, spanOf, type LoweringContext } from '../context.js';
import { lowerExpression } from '../lower-expression.js';
import { parameterText, type LowerSource } from './lower-operator.js';

/** `externaldata (…) [uri] with (format=…)`: an input that each target gets by name; nothing is fetched. */
export const lowerExternal: LowerSource = (context, node) => {
  const uris = listPart(node, 'URIs').map((uri) => constantText(context, uri));
  const clause = part(node, 'WithClause');
  const properties = new Map(
    (clause === null ? [] : listPart(clause, 'Properties')).map((property) => [
      simpleName(requiredPart(property, 'Name')),
      parameterText(requiredPart(property, 'Expression')),
    ]),
  );
  // A quoted name may hold anything, and becomes the name of files and tables.
  const called = context.letName ?? uris[0] ?? '';
  const name = /^[A-Za-z_]\w*$/.test(called) ? called : nameFrom(called);
  return external(context, node, 'externaldata', name, uris, properties.get('format') ?? null);
};

/** `_GetWatchlist('alias')`: https://learn.microsoft.com/azure/sentinel/watchlists-queries */
export const lowerWatchlist: LowerSource = (context, node) => {
  const written = simpleName(requiredPart(node, 'Name'));
  if (written !== '_GetWatchlist') return refuse(context, node, 'RP2003', written);
  const [alias] = listPart(requiredPart(node, 'ArgumentList'), 'Expressions');
  if (alias === undefined) return refuse(context, node, 'RP2004', 'a watchlist without alias');
  return external(context, node, 'watchlist', nameFrom(constantText(context, alias)), [], null);
};

const external = (
  context: LoweringContext,
  node: SyntaxNode,
  source: External['source'],
  name: string,
  uris: readonly string[],
  format: string | null,
): External => ({
  op: 'external',
  source,
  name,
  uris,
  format,
  columns: columnsOf(context, node),
  span: spanOf(context, node),
});

function constantText(context: LoweringContext, node: SyntaxNode): string {
  const value = evaluateConstant(lowerExpression(context, node));
  return typeof value === 'string' ? value : refuse(context, node, 'RP2004', 'an address that is no constant text');
}

/** An identifier from the last part of an address: `https://…/tor-exit.csv.zip` is `tor_exit`. */
function nameFrom(address: string): string {
  const last = /([^/?#]+)[/?#]*$/.exec(address.replace(/[?#].*$/, ''))?.[1] ?? '';
  const word = last
    .replace(/\..*$/, '')
    .replace(/\W+/g, '_')
    .replace(/^(?=\d)/, '_');
  return word === '' ? 'external' : word;
}
