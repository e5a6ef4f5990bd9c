import type { Value } from '../../ir/value.js';
import { functions, type FunctionEntry } from '../function-entry.js';
import { text } from '../json.js';
import { real } from '../values.js';

/** How much of the base unit a unit is, and where its zero lies in base units. */
interface Unit {
  readonly size: number;
  readonly zero?: number;
}
type Units = ReadonlyMap<string, Unit>;

const units = (sizes: Readonly<Record<string, number>>): [string, Unit][] =>
  Object.entries(sizes).map(([name, size]) => [name, { size }]);

/** A unit with decimal prefixes: `Kilogram` of `Gram`. */
const prefixed = (name: string, size: number, prefixes: Readonly<Record<string, number>>): [string, Unit][] =>
  units(Object.fromEntries(Object.entries(prefixes).map(([prefix, factor]) => [prefix + name, factor * size])));

const DECIMAL = { Deci: 1e-1, Centi: 1e-2, Milli: 1e-3, Micro: 1e-6, Nano: 1e-9 };
const LARGE = { Kilo: 1e3, Mega: 1e6, Giga: 1e9, Tera: 1e12 };

const [INCH, POUND, GRAVITY, HOUR] = [0.0254, 0.45359237, 9.80665, 3600];
const FOOT = 12 * INCH;
const MILE = 5280 * FOOT;

/** Radians. */
const ANGLES: Units = new Map([
  ...units({ Radian: 1, Degree: Math.PI / 180, Arcminute: Math.PI / 10_800, Arcsecond: Math.PI / 648_000 }),
  ...units({ Gradian: Math.PI / 200, Revolution: 2 * Math.PI, NatoMil: Math.PI / 3200 }),
  ...prefixed('radian', 1, DECIMAL),
  ...prefixed('degree', Math.PI / 180, { Milli: 1e-3, Micro: 1e-6, Nano: 1e-9 }),
]);

/** Joules. The British thermal unit is the international one. */
const ENERGIES: Units = new Map([
  ...units({ Joule: 1, Calorie: 4.184, Kilocalorie: 4184, Megacalorie: 4.184e6, Erg: 1e-7 }),
  ...units({ BritishThermalUnit: 1055.05585262, WattHour: HOUR, WattDay: 24 * HOUR, ElectronVolt: 1.602176634e-19 }),
  ...prefixed('joule', 1, { ...LARGE, Milli: 1e-3 }),
  ...prefixed('wattHour', HOUR, LARGE),
  ...prefixed('wattDay', 24 * HOUR, LARGE),
]);

/** Newtons. */
const FORCES: Units = new Map([
  ...units({ Newton: 1, Dyn: 1e-5, KilogramForce: GRAVITY, KiloPond: GRAVITY, PoundForce: POUND * GRAVITY }),
  ...units({ OunceForce: (POUND * GRAVITY) / 16, Poundal: POUND * FOOT, TonneForce: 1000 * GRAVITY }),
  ...prefixed('newton', 1, { Deca: 10, Kilo: 1e3, Mega: 1e6, Milli: 1e-3, Micro: 1e-6 }),
]);

/** Metres. */
const LENGTHS: Units = new Map([
  ...units({ Meter: 1, Inch: INCH, Foot: FOOT, Yard: 3 * FOOT, Fathom: 6 * FOOT, Chain: 66 * FOOT, Mile: MILE }),
  ...units({ NauticalMile: 1852, Angstrom: 1e-10, AstronomicalUnit: 149_597_870_700, LightYear: 9.4607304725808e15 }),
  ...prefixed('meter', 1, { ...DECIMAL, Hecto: 1e2, Kilo: 1e3 }),
]);

/** Kilograms. */
const MASSES: Units = new Map([
  ...units({ Pound: POUND, Ounce: POUND / 16, Stone: 14 * POUND, Grain: POUND / 7000, Tonne: 1000 }),
  ...units({ ShortTon: 2000 * POUND, LongTon: 2240 * POUND, Gram: 1e-3, Kilotonne: 1e6, Megatonne: 1e9 }),
  ...prefixed('gram', 1e-3, { ...DECIMAL, Deca: 10, Hecto: 1e2, Kilo: 1e3 }),
]);

/** Metres a second. */
const SPEEDS: Units = new Map([
  ...units({ MeterPerSecond: 1, MeterPerMinute: 1 / 60, MeterPerHour: 1 / HOUR, Knot: 1852 / HOUR }),
  ...units({ KilometerPerSecond: 1e3, KilometerPerMinute: 1e3 / 60, KilometerPerHour: 1e3 / HOUR }),
  ...units({ CentimeterPerSecond: 1e-2, MillimeterPerSecond: 1e-3, MilePerHour: MILE / HOUR }),
  ...units({ FootPerSecond: FOOT, FootPerMinute: FOOT / 60, FootPerHour: FOOT / HOUR, InchPerSecond: INCH }),
  ...units({ YardPerSecond: 3 * FOOT, YardPerMinute: FOOT / 20, YardPerHour: (3 * FOOT) / HOUR }),
]);

/** Kelvins above the absolute zero. */
const TEMPERATURES: Units = new Map<string, Unit>([
  ['Kelvin', { size: 1 }],
  ['MillidegreeCelsius', { size: 1e-3, zero: 273.15 }],
  ['DegreeCelsius', { size: 1, zero: 273.15 }],
  ['DegreeFahrenheit', { size: 5 / 9, zero: 273.15 - 160 / 9 }],
  ['DegreeRankine', { size: 5 / 9 }],
  ['DegreeReaumur', { size: 5 / 4, zero: 273.15 }],
]);

/** Cubic metres. An acre-foot as the engine has it, to six digits. */
const VOLUMES: Units = new Map([
  ...units({
    CubicMeter: 1,
    CubicInch: INCH ** 3,
    CubicFoot: FOOT ** 3,
    CubicYard: (3 * FOOT) ** 3,
    CubicMile: MILE ** 3,
  }),
  ...units({ CubicDecimeter: 1e-3, CubicCentimeter: 1e-6, CubicMillimeter: 1e-9, CubicKilometer: 1e9 }),
  ...units({ Liter: 1e-3, UsGallon: 231 * INCH ** 3, ImperialGallon: 4.54609e-3, AcreFoot: 1 / 0.000810714 }),
  ...prefixed('liter', 1e-3, { ...DECIMAL, Hecto: 1e2, Kilo: 1e3, Mega: 1e6 }),
]);

function convert(table: Units, [value, from, to]: readonly Value[]): Value {
  const [amount, source, target] = [real(value), table.get(text(from!)), table.get(text(to!))];
  if (amount === null || source === undefined || target === undefined) return null;
  if (source.zero === undefined && target.zero === undefined) return (amount * source.size) / target.size;
  return (amount * source.size + (source.zero ?? 0) - (target.zero ?? 0)) / target.size;
}

const conversion = (name: string, table: Units): FunctionEntry => ({
  name,
  page: `${name.replace('_', '-')}-function`,
  nulls: 'own',
  choice:
    'in doubles, by way of the unit of the International System; units that are no constants and not known give null',
  fault: ([, from, to]: readonly (Value | undefined)[]) => {
    const unknown = [from, to].find((unit) => typeof unit === 'string' && !table.has(unit));
    return unknown === undefined ? null : `the unit '${text(unknown)}'`;
  },
  evaluate: (args: readonly Value[]) => convert(table, args),
});

export const UNIT_CONVERSIONS = functions(
  conversion('convert_angle', ANGLES),
  conversion('convert_energy', ENERGIES),
  conversion('convert_force', FORCES),
  conversion('convert_length', LENGTHS),
  conversion('convert_mass', MASSES),
  conversion('convert_speed', SPEEDS),
  conversion('convert_temperature', TEMPERATURES),
  conversion('convert_volume', VOLUMES),
);
