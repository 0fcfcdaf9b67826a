import type { ComparisonLine, Explanation, StockKey } from '../../contracts/entities/reconciliation.js';
import { decimal, minus, sum } from '../arithmetic.js';
import { type InFlight, inFlightOf, readInFlight } from './in-flight.js';
import { byKey, byText, keyText } from './key.js';
import type { MovementList } from './movements.js';
import type { Keyed, KeyedStock, NormalisedStock } from './normalise.js';
import { type ApartKey, apartText, type StockProblem } from './place.js';
import { compareSerials, hasOtherSerials } from './serials.js';

export interface Comparison {
  /** Every key that both sides can be asked for, in order. */
  lines: ComparisonLine[];
  /** Customers' stock: never a difference of its own, and perhaps the other half of one. */
  customerOwned: ComparisonLine[];
  /** Stock that the other side never has, explained by being so, and by the runs that know of it. */
  apart: (Keyed<ApartKey> & { system: string; explainedBy: Explanation[] })[];
  notCompared: { key: StockKey; why: 'PROBLEM' | 'MISSING_IN_PARTIAL' | 'OUT_OF_SCOPE' }[];
  problems: StockProblem[];
  /** Any of them, and nothing is corrected without a person. */
  lowTrust: LowTrust[];
}

export type LowTrust = 'ONLY_NOW' | 'PARTIAL' | 'DIFFERENT_INSTANTS' | 'NAMED_SCOPE';

/** What a person has named to go on with where a snapshot stayed partial. */
export interface Scope {
  items?: readonly string[];
  locationGroups?: readonly string[];
}

/**
 * Every key of the books and of a physical side, a warehouse or the lines (domain: E = ERP + F, Δ = WMS − E; at the lines
 * Δ = MES − (supply area + F)). Keys of storage locations that the physical side has nothing to do with are left out.
 * An item of which one line cannot be read is not compared at all: what is missing might be its pair.
 */
export function compareStock(
  book: NormalisedStock,
  physical: NormalisedStock,
  { movements, problems: ofMovements }: MovementList,
  scope?: Scope,
): Comparison {
  const problems = unique([...book.problems, ...physical.problems, ...ofMovements]);
  const unread = new Set(problems.map(({ item }) => item));
  const underWay = inFlightOf(movements, book, physical);
  const comparison: Comparison = {
    lines: [],
    customerOwned: sidesOf(book, physical, book.customerOwned, physical.customerOwned).map((sides) =>
      lineOf(book, physical, sides, undefined),
    ),
    apart: [book, physical].flatMap((stock) =>
      stock.apart.map((one) => ({ ...one, system: stock.system, explainedBy: whoKnows(stock, one.key, movements) })),
    ),
    notCompared: [],
    problems,
    lowTrust: lowTrustOf(book, physical, scope),
  };
  for (const sides of sidesOf(book, physical, book.stock, physical.stock, underWay)) {
    const why = unread.has(sides.key.item) ? 'PROBLEM' : whyNot(sides, book, physical, scope);
    if (why) comparison.notCompared.push({ key: sides.key, why });
    else comparison.lines.push(lineOf(book, physical, sides, underWay.get(keyText(sides.key))));
  }
  return comparison;
}

/** Whether anything is left that nobody has explained. */
export const isDifference = (line: ComparisonLine): boolean =>
  decimal(line.difference).abs().gt(line.rounding) || hasOtherSerials(line);

/** A location that nobody has mapped is a problem of many lines, and told once. */
function unique(problems: readonly StockProblem[]): StockProblem[] {
  const byWords = problems.map((one) => [JSON.stringify([one.item, one.system, one.code, one.text]), one] as const);
  return [...new Map(byWords)].sort(([one], [other]) => byText(one, other)).map(([, problem]) => problem);
}

interface Sides {
  key: StockKey;
  book?: KeyedStock;
  physical?: KeyedStock;
  uom: string;
}

function sidesOf(
  { covers: ofBook }: NormalisedStock,
  { covers }: NormalisedStock,
  book: readonly KeyedStock[],
  physical: readonly KeyedStock[],
  underWay: ReadonlyMap<string, InFlight> = new Map(),
): Sides[] {
  const sides = new Map<string, Sides>();
  const isShared = ({ key: { locationGroup } }: { key: StockKey }) =>
    covers.includes(locationGroup) && ofBook.includes(locationGroup);
  for (const one of book.filter(isShared)) sides.set(keyText(one.key), { key: one.key, uom: one.uom, book: one });
  for (const one of physical) {
    const known = sides.get(keyText(one.key)) ?? { key: one.key, uom: one.uom };
    sides.set(keyText(one.key), { ...known, physical: one });
  }
  for (const [text, { key, parts }] of underWay) {
    const [first] = parts;
    if (!sides.has(text) && isShared({ key }) && first) sides.set(text, { key, uom: first.change.uom });
  }
  return [...sides.values()].sort(byKey);
}

function whyNot(
  { key, book, physical }: Sides,
  ofBook: NormalisedStock,
  ofPhysical: NormalisedStock,
  scope?: Scope,
): Comparison['notCompared'][number]['why'] | undefined {
  const isNamed = (names: readonly string[] | undefined, name: string) => names === undefined || names.includes(name);
  if (!isNamed(scope?.items, key.item) || !isNamed(scope?.locationGroups, key.locationGroup)) return 'OUT_OF_SCOPE';
  const lacksBook = !book && ofBook.gaps.length > 0;
  const lacksPhysical = !physical && ofPhysical.gaps.length > 0;
  return lacksBook || lacksPhysical ? 'MISSING_IN_PARTIAL' : undefined;
}

function lineOf(
  { system: bookSystem }: NormalisedStock,
  { system: physicalSystem }: NormalisedStock,
  sides: Sides,
  underWay: InFlight | undefined,
): ComparisonLine {
  const book = sides.book?.value ?? '0';
  const physical = sides.physical?.value ?? '0';
  const rounding = sum(sides.book?.rounding ?? '0', sides.physical?.rounding ?? '0');
  const reading = readInFlight(underWay?.parts ?? [], minus(physical, book), rounding);
  const expected = sum(book, reading.inFlight);
  const serials = compareSerials(serialsOn(sides.book), serialsOn(sides.physical), reading.serials);
  return {
    key: sides.key,
    uom: sides.uom,
    bookSystem,
    physicalSystem,
    book: decimal(book).toFixed(),
    physical: decimal(physical).toFixed(),
    inFlight: reading.inFlight,
    expected,
    difference: minus(physical, expected),
    rounding: reading.rounding,
    explainedBy: reading.explainedBy,
    inDoubt: reading.inDoubt,
    ...(serials && { serials }),
  };
}

/** A side that has nothing has no serial numbers; that is known. */
const serialsOn = (stock: KeyedStock | undefined): string[] | undefined => (stock ? stock.serials : []);

function whoKnows({ system }: NormalisedStock, key: ApartKey, movements: MovementList['movements']): Explanation[] {
  const runs = movements
    .filter(({ apart }) => apart.includes(apartText(key)))
    .flatMap(({ explainedBy }) => explainedBy);
  const known = new Map<string, Explanation>(runs.map((one) => [JSON.stringify(one), one]));
  return known.size > 0 ? [...known].sort(([a], [b]) => byText(a, b)).map(([, one]) => one) : [{ system }];
}

function lowTrustOf(book: NormalisedStock, physical: NormalisedStock, scope?: Scope): LowTrust[] {
  const found: LowTrust[] = [];
  if (book.onlyNow || physical.onlyNow) found.push('ONLY_NOW');
  if (book.gaps.length + physical.gaps.length > 0) found.push('PARTIAL');
  if (Date.parse(book.asOf) !== Date.parse(physical.asOf)) found.push('DIFFERENT_INSTANTS');
  if (scope) found.push('NAMED_SCOPE');
  return found;
}
