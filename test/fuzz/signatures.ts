import { createRequire } from 'node:module';
import { FUNCTIONS } from '../../src/functions/registry.js';
import type { KqlType } from '../../src/ir/types.js';

/** A parameter as the binder declares it. */
export interface Parameter {
  readonly name: string;
  readonly types: readonly KqlType[];
  readonly min: number;
  readonly max: number;
  /** A constant regular expression. */
  readonly pattern: boolean;
}

export interface Signature {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** Null: that of the parameters whose type is open (`iff`, `coalesce`). */
  readonly result: KqlType | null;
}

interface BinderList<T> {
  readonly Count: number;
  getItem(index: number): T;
}
interface BinderParameter {
  readonly Name: string;
  readonly TypeKind: number;
  readonly DeclaredTypes: BinderList<{ readonly Name: string }> | null;
  readonly MinOccurring: number;
  readonly MaxOccurring: number;
}
interface BinderFunction {
  readonly Name: string;
  readonly Signatures: BinderList<{
    readonly ReturnKind: number;
    readonly DeclaredReturnType: { readonly Name: string } | null;
    readonly Parameters: BinderList<BinderParameter>;
  }>;
}

/** Kinds of parameter types, by the numbers of the binder's own enumeration. */
const KINDS: Readonly<Record<number, readonly KqlType[]>> = {
  2: ['string'],
  6: ['long'],
  8: ['string', 'dynamic'],
  11: ['dynamic'],
  12: ['dynamic'],
  13: ['long', 'real'],
  14: ['bool'],
  15: ['long', 'datetime', 'timespan'],
  18: ['string', 'long', 'datetime', 'dynamic'],
};
/** The type is open, but the same for all such parameters of a call. */
const OPEN_KINDS: ReadonlySet<number> = new Set([23, 26, 27]);
const RESULTS: Readonly<Record<number, KqlType>> = {
  2: 'dynamic',
  3: 'dynamic',
  9: 'string',
  15: 'dynamic',
  18: 'long',
};
const TYPES: ReadonlySet<string> = new Set([
  'bool',
  'int',
  'long',
  'real',
  'string',
  'datetime',
  'timespan',
  'dynamic',
]);

const items = <T>(list: BinderList<T> | null): T[] =>
  list === null ? [] : Array.from({ length: list.Count }, (_, index) => list.getItem(index));

/** How the registry's functions are called, from Microsoft's own binder: what it would not bind is not generated. */
export function registrySignatures(): Signature[] {
  const require = createRequire(import.meta.url);
  require('@kusto/language-service-next/bridge.min.js');
  require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
  const { Kusto } = globalThis as unknown as {
    Kusto: { Language: { Functions: { All: BinderList<BinderFunction> & { ToArray?: unknown } } } };
  };
  const { Bridge } = globalThis as unknown as { Bridge: { toArray(list: unknown): BinderFunction[] } };
  const byName = new Map(Bridge.toArray(Kusto.Language.Functions.All).map((each) => [each.Name, each]));
  return [...FUNCTIONS.values()].flatMap(({ name, pattern }) =>
    items(byName.get(name)?.Signatures ?? null).flatMap((signature): Signature[] => {
      const parameters = items(signature.Parameters).map((parameter, index): Parameter | null => {
        const declared = items(parameter.DeclaredTypes)
          .map((type) => type.Name)
          .filter((type) => TYPES.has(type)) as KqlType[];
        const types = OPEN_KINDS.has(parameter.TypeKind) ? [] : (KINDS[parameter.TypeKind] ?? declared);
        if (types.length === 0 && !OPEN_KINDS.has(parameter.TypeKind)) return null;
        const [min, max] = [parameter.MinOccurring, Math.min(parameter.MaxOccurring, 3)];
        return { name: parameter.Name, types, min, max, pattern: pattern === index };
      });
      if (parameters.includes(null)) return [];
      const written = signature.DeclaredReturnType?.Name;
      const declared = written !== undefined && TYPES.has(written) ? (written as KqlType) : null;
      const open = parameters.some((parameter) => parameter?.types.length === 0);
      const result = declared ?? RESULTS[signature.ReturnKind] ?? null;
      return result === null && !open
        ? []
        : [{ name, parameters: parameters as Parameter[], result: open ? null : result }];
    }),
  );
}
