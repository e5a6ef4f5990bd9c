import type { KqlType } from '../ir/types.js';
import type { TableSchema } from '../schema/table.js';
import type { ColumnSymbol, KustoList, SyntaxNode, TypeSymbol } from './syntax.js';

/** What the package leaves on the global object once loaded. */
interface KustoLanguage {
  readonly KustoCode: {
    ParseAndAnalyze(text: string, globals: GlobalState): { readonly Syntax: AnalyzedSyntax };
    GetKind(text: string): string;
  };
  readonly Editor: { readonly CodeKinds: { readonly Command: string } };
  readonly Parsing: {
    readonly TokenParser: { ParseTokens(text: string, options: ParseOptions): Tokens };
    readonly QueryParser: { ParseQuery(tokens: Tokens, start: number, options: ParseOptions): AnalyzedSyntax };
  };
  readonly Binding: {
    readonly Binder: { TryBind(tree: SyntaxTree, globals: GlobalState, cache: LocalBindingCache): boolean };
    readonly LocalBindingCache: new () => LocalBindingCache;
  };
  readonly GlobalState: { readonly Default: GlobalState };
  readonly KustoFacts: { GetExpressionResultName(node: SyntaxNode, defaultName: string): string | null };
  readonly Syntax: {
    readonly SyntaxKind: Readonly<Record<string, unknown>>;
    readonly SyntaxTree: new (root: SyntaxNode) => SyntaxTree;
  };
  readonly Symbols: {
    readonly ScalarTypes: Readonly<Record<string, TypeSymbol>>;
    readonly ColumnSymbol: new (name: string, type: TypeSymbol) => ColumnSymbol;
    readonly TableSymbol: { readonly $ctor4: new (name: string, columns: ColumnSymbol[]) => object };
    readonly Parameter: { readonly $ctor2: new (name: string, type: TypeSymbol) => object };
    readonly FunctionSymbol: {
      readonly $ctor5: new (name: string, returns: object, parameters: object[]) => object;
    };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, members: object[]) => object };
  };
}

type Tokens = { readonly __tokens: never };
type ParseOptions = { WithAlwaysProduceEndTokens(always: boolean): ParseOptions };
type SyntaxTree = { readonly __tree: never };
type LocalBindingCache = { readonly __cache: never };

interface GlobalState {
  readonly ParseOptions: ParseOptions;
  WithDatabase(database: object): GlobalState;
}

interface AnalyzedSyntax extends SyntaxNode {
  GetContainedDiagnostics(include: number): KustoList<KustoDiagnostic>;
}

/** The package's `DiagnosticsInclude`. */
const SYNTACTIC_AND_SEMANTIC = 3;

export interface Analysis {
  readonly syntax: SyntaxNode;
  readonly diagnostics: readonly KustoDiagnostic[];
}

export interface KustoDiagnostic {
  readonly Code: string;
  readonly Message: string;
  readonly Severity: string;
  readonly Start: number;
  readonly Length: number;
}

const SCALAR_NAMES = {
  bool: 'Bool',
  int: 'Int',
  long: 'Long',
  real: 'Real',
  decimal: 'Decimal',
  string: 'String',
  datetime: 'DateTime',
  timespan: 'TimeSpan',
  guid: 'Guid',
  dynamic: 'Dynamic',
} as const;

/**
 * Functions of a Sentinel workspace, with the columns that they return. A watchlist has columns of its own too, which only
 * the workspace knows; `SearchKey` is what joins go by: https://learn.microsoft.com/azure/sentinel/watchlists-queries
 */
const FUNCTIONS = [
  {
    name: '_GetWatchlist',
    parameters: [{ name: 'watchlistAlias', type: 'string' }],
    columns: [
      { name: '_DTItemId', type: 'string' },
      { name: 'LastUpdatedTimeUTC', type: 'datetime' },
      { name: 'SearchKey', type: 'string' },
      { name: 'WatchlistItem', type: 'dynamic' },
    ],
  },
] as const;

interface NodeProcess {
  getBuiltinModule?(name: 'node:module'): { createRequire(from: string): (id: string) => unknown };
}

/**
 * The package is two scripts that leave globals behind. Where there is a `require` it is a tenth of a second faster than
 * `import`, which first searches 5 MB for the names of exports; elsewhere (a browser's bundle) `import` does.
 */
async function loadScript(id: string): Promise<void> {
  const { process } = globalThis as { process?: NodeProcess };
  const module = process?.getBuiltinModule?.('node:module');
  if (module === undefined) await import(id);
  else module.createRequire(import.meta.url)(id);
}

/** Microsoft's parser and binder (npm `@kusto/language-service-next`), loaded once and on demand: it weighs 5 MB. */
export class Kusto {
  private static loaded: Promise<Kusto> | undefined;

  private readonly kindNames = new Map<number, string>();
  private readonly globals = new WeakMap<readonly TableSchema[], GlobalState>();

  private constructor(private readonly language: KustoLanguage) {
    for (const [name, value] of Object.entries(language.Syntax.SyntaxKind)) {
      if (typeof value === 'number') this.kindNames.set(value, name);
    }
  }

  static load(): Promise<Kusto> {
    this.loaded ??= (async () => {
      for (const script of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) {
        await loadScript(`@kusto/language-service-next/${script}`);
      }
      const globals = globalThis as unknown as { Kusto: { Language: KustoLanguage } };
      return new Kusto(globals.Kusto.Language);
    })();
    return this.loaded;
  }

  /** Parses and binds a query against these tables; null for one that the binder would need too much stack for. */
  analyze(text: string, tables: readonly TableSchema[]): Analysis | null {
    const syntax = this.bound(text, this.globalsOf(tables));
    if (syntax === null) return null;
    const list = syntax.GetContainedDiagnostics(SYNTACTIC_AND_SEMANTIC);
    return { syntax, diagnostics: Array.from({ length: list.Count }, (_, index) => list.getItem(index)) };
  }

  /**
   * What `KustoCode.ParseAndAnalyze` does for a query, without the combinator grammar that it builds for completions only:
   * that takes as long as twenty queries. A command (`.show tables`) is parsed by that grammar.
   */
  private bound(text: string, globals: GlobalState): AnalyzedSyntax | null {
    const { KustoCode, Editor, Parsing, Syntax, Binding } = this.language;
    if (KustoCode.GetKind(text) === Editor.CodeKinds.Command) return KustoCode.ParseAndAnalyze(text, globals).Syntax;
    const options = globals.ParseOptions.WithAlwaysProduceEndTokens(true);
    const syntax = Parsing.QueryParser.ParseQuery(Parsing.TokenParser.ParseTokens(text, options), 0, options);
    const tree = new Syntax.SyntaxTree(syntax);
    return Binding.Binder.TryBind(tree, globals, new Binding.LocalBindingCache()) ? syntax : null;
  }

  private globalsOf(tables: readonly TableSchema[]): GlobalState {
    const known = this.globals.get(tables);
    if (known !== undefined) return known;
    const { Symbols, GlobalState } = this.language;
    const typeOf = (type: KqlType): TypeSymbol => Symbols.ScalarTypes[SCALAR_NAMES[type]]!;
    const tableOf = (name: string, columns: readonly { name: string; type: KqlType }[]): object =>
      new Symbols.TableSymbol.$ctor4(
        name,
        columns.map((column) => new Symbols.ColumnSymbol(column.name, typeOf(column.type))),
      );
    const functions = FUNCTIONS.map(({ name, parameters, columns }) => {
      const takes = parameters.map((each) => new Symbols.Parameter.$ctor2(each.name, typeOf(each.type)));
      return new Symbols.FunctionSymbol.$ctor5(name, tableOf('', columns), takes);
    });
    const members = [...tables.map(({ name, columns }) => tableOf(name, columns)), ...functions];
    const made = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('workspace', members));
    this.globals.set(tables, made);
    return made;
  }

  /** The parser's name of a node's kind: `FilterOperator`, `EqualExpression`. */
  kindOf(node: SyntaxNode): string {
    return this.kindNames.get(node.Kind) ?? `kind ${node.Kind}`;
  }

  /** The column name that Kusto gives to an unnamed expression, or `''` where it numbers them (`Column1`). */
  resultName(node: SyntaxNode): string {
    return this.language.KustoFacts.GetExpressionResultName(node, '') ?? '';
  }
}
