/**
 * The part of Microsoft's Kusto parser that Ruleport reads, as types of our own: the package's own declarations describe
 * thousands of classes and bring a whole .NET runtime into the program. Only `src/kql` and `src/ir/lowering` see these.
 */

export interface KustoList<T> {
  readonly Count: number;
  getItem(index: number): T;
}

export interface TypeSymbol {
  readonly Name: string;
  /** Present on table types. */
  readonly Columns?: KustoList<ColumnSymbol> | null;
}

export interface ColumnSymbol {
  readonly Name: string;
  readonly Type: TypeSymbol;
}

export interface SyntaxNode {
  readonly Kind: number;
  readonly TextStart: number;
  readonly End: number;
  readonly ResultType: TypeSymbol | null;
  readonly ReferencedSymbol: { readonly Name: string } | null;
  /** A boxed .NET value, or a string. */
  readonly LiteralValue: unknown;
  readonly IsConstant: boolean;
  readonly ChildCount: number;
  GetChild(index: number): SyntaxNode | null;
  toString(): string;
}

export interface SyntaxToken {
  readonly Text: string;
}

/** A node's named part, as the classes of the parser call it: `part(join, 'ConditionClause')`. */
export const part = (node: SyntaxNode, name: string): SyntaxNode | null =>
  ((node as unknown as Record<string, unknown>)[name] as SyntaxNode | null | undefined) ?? null;

export const requiredPart = (node: SyntaxNode, name: string): SyntaxNode => {
  const found = part(node, name);
  if (found === null) throw new Error(`the syntax node has no part ${name}`);
  return found;
};

export const tokenText = (node: SyntaxNode, name: string): string =>
  (part(node, name) as unknown as SyntaxToken | null)?.Text ?? '';

/** The elements of a (comma-separated) list part. */
export function listPart(node: SyntaxNode, name: string): SyntaxNode[] {
  const list = part(node, name);
  if (list === null) return [];
  const elements: SyntaxNode[] = [];
  for (let index = 0; index < list.ChildCount; index++) {
    const child = list.GetChild(index);
    if (child === null) continue;
    elements.push(part(child, 'Element') ?? child);
  }
  return elements;
}

/** The name that a NameDeclaration or NameReference part spells, quotes and brackets resolved. */
export const simpleName = (node: SyntaxNode): string => (node as unknown as { SimpleName: string }).SimpleName;
