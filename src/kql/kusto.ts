import type { TableSchema } from '../schema/table.js';
import type { ColumnSymbol, KustoList, SyntaxNode, TypeSymbol } from './syntax.js';

/** What the package leaves on the global object once loaded. */
interface KustoLanguage {
  readonly KustoCode: { ParseAndAnalyze(text: string, globals: GlobalState): KustoCode };
  readonly GlobalState: { readonly Default: GlobalState };
  readonly KustoFacts: { GetExpressionResultName(node: SyntaxNode, defaultName: string): string | null };
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<string, unknown>> };
  readonly Symbols: {
    readonly ScalarTypes: Readonly<Record<string, TypeSymbol>>;
    readonly ColumnSymbol: new (name: string, type: TypeSymbol) => ColumnSymbol;
    readonly TableSymbol: { readonly $ctor4: new (name: string, columns: ColumnSymbol[]) => object };
    /** Name, parameter list, body, description. */
    readonly FunctionSymbol: {
      readonly $ctor16: new (name: string, parameters: string, body: string, about: null) => object;
    };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, members: object[]) => object };
  };
}

interface GlobalState {
  WithDatabase(database: object): GlobalState;
}

interface KustoCode {
  readonly Syntax: SyntaxNode;
  GetDiagnostics(): KustoList<KustoDiagnostic>;
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
    parameters: '(watchlistAlias: string)',
    body: '{ datatable(_DTItemId: string, LastUpdatedTimeUTC: datetime, SearchKey: string, WatchlistItem: dynamic)[] }',
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

  /** Parses and binds a query against these tables. */
  analyze(text: string, tables: readonly TableSchema[]): { syntax: SyntaxNode; diagnostics: KustoDiagnostic[] } {
    const { Symbols, GlobalState, KustoCode } = this.language;
    const symbols = tables.map(
      (table) =>
        new Symbols.TableSymbol.$ctor4(
          table.name,
          table.columns.map((c) => new Symbols.ColumnSymbol(c.name, Symbols.ScalarTypes[SCALAR_NAMES[c.type]]!)),
        ),
    );
    const functions = FUNCTIONS.map(
      ({ name, parameters, body }) => new Symbols.FunctionSymbol.$ctor16(name, parameters, body, null),
    );
    const database = new Symbols.DatabaseSymbol.ctor('workspace', [...symbols, ...functions]);
    const code = KustoCode.ParseAndAnalyze(text, GlobalState.Default.WithDatabase(database));
    const list = code.GetDiagnostics();
    const diagnostics = Array.from({ length: list.Count }, (_, index) => list.getItem(index));
    return { syntax: code.Syntax, diagnostics };
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
