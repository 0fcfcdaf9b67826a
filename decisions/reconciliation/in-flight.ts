import type { Booking, ComparisonLine, StockKey } from '../../contracts/entities/reconciliation.js';
import { decimal } from '../arithmetic.js';
import { keyText } from './key.js';
import type { KeyedMovement } from './movements.js';
import type { KeyedStock, NormalisedStock } from './normalise.js';

/** What one movement may mean for one key: how often the physical side has it beyond the books. */
export interface Part {
  movement: KeyedMovement;
  change: KeyedStock;
  /** One where it is certain; the first is that what is in doubt has not been booked. */
  readings: (-1 | 0 | 1)[];
}

export interface InFlight {
  key: StockKey;
  parts: Part[];
}

/**
 * What has moved in one system and not in the other, by key, at the instants of both snapshots. What both have, or none
 * of them, is no longer or not yet under way (domain: in-flight set).
 */
export function inFlightOf(
  movements: readonly KeyedMovement[],
  book: NormalisedStock,
  physical: NormalisedStock,
): Map<string, InFlight> {
  const found = new Map<string, InFlight>();
  for (const movement of movements) {
    const readings = readingsOf(hasIt(physical, movement), hasIt(book, movement));
    if (readings.length === 1 && readings[0] === 0) continue;
    for (const change of movement.changes) {
      const text = keyText(change.key);
      const parts = found.get(text)?.parts ?? [];
      found.set(text, { key: change.key, parts: [...parts, { movement, change, readings }] });
    }
  }
  return found;
}

type Presence = 'yes' | 'no' | 'maybe';

/** Whether a snapshot has a movement in it: by its place in the sequence, or by the instant where that is not known. */
function hasIt(stock: NormalisedStock, { movementId, bookings }: KeyedMovement): Presence {
  const booking = bookings.find(({ system }) => system === stock.system);
  if (!booking) return 'no';
  if (!isWithin(booking, movementId, stock)) return 'no';
  return booking.certain ? 'yes' : 'maybe';
}

function isWithin({ position, at }: Booking, movementId: string, { watermark, asOf }: NormalisedStock): boolean {
  if (watermark?.movementId === movementId) return true;
  if (watermark?.position !== undefined && position !== undefined) return decimal(position).lte(watermark.position);
  const until = watermark ? Math.min(Date.parse(watermark.at), Date.parse(asOf)) : Date.parse(asOf);
  return Date.parse(at) <= until;
}

function readingsOf(physical: Presence, book: Presence): Part['readings'] {
  const possible = (presence: Presence): (0 | 1)[] => (presence === 'maybe' ? [0, 1] : [presence === 'yes' ? 1 : 0]);
  const all = possible(physical).flatMap((there) => possible(book).map((posted) => (there - posted) as -1 | 0 | 1));
  return [...new Set(all)];
}

/** Beyond so many movements in doubt at one key, not every combination is tried. */
const DOUBTS_TRIED = 8;

export interface Reading {
  inFlight: string;
  rounding: string;
  explainedBy: ComparisonLine['explainedBy'];
  inDoubt: string[];
  /** Serial numbers that the books do not show yet, and those that they still show. */
  serials: { come: string[]; gone: string[] } | undefined;
}

/**
 * F of a key. Where a movement is in doubt, the reading counts that leaves no difference; if none does, the movement
 * counts as not booked, and its key stays in doubt.
 * @param gap what the physical side has beyond the books, before anything is explained
 */
export function readInFlight(parts: readonly Part[], gap: string, rounding: string): Reading {
  const slack = parts.reduce((total, { change }) => total.plus(change.rounding), decimal(rounding));
  const doubtful = parts.filter(({ readings }) => readings.length > 1).slice(0, DOUBTS_TRIED);
  const sure = parts.map((part) => chosen(part, part.readings[0] ?? 0));
  const leavesNothing = (choice: Choice[]): boolean => decimal(gap).minus(totalOf(choice)).abs().lte(slack);
  const fitting = combinations(doubtful).find((choice) => leavesNothing(withChoice(sure, choice)));
  const choice = withChoice(sure, fitting ?? []);
  const moving = choice.filter(({ reading }) => reading !== 0);
  return {
    inFlight: totalOf(choice).toFixed(),
    rounding: slack.toFixed(),
    explainedBy: moving.map(({ part: { movement } }) => ({
      movementId: movement.movementId,
      reason: movement.reason,
      by: movement.explainedBy,
    })),
    inDoubt: fitting
      ? []
      : parts.filter(({ readings }) => readings.length > 1).map(({ movement }) => movement.movementId),
    serials: serialsOf(moving),
  };
}

interface Choice {
  part: Part;
  reading: -1 | 0 | 1;
}

const chosen = (part: Part, reading: -1 | 0 | 1): Choice => ({ part, reading });

const withChoice = (sure: readonly Choice[], choice: readonly Choice[]): Choice[] =>
  sure.map((one) => choice.find(({ part }) => part === one.part) ?? one);

const totalOf = (choice: readonly Choice[]) =>
  choice.reduce((total, { part, reading }) => total.plus(decimal(part.change.value).times(reading)), decimal(0));

/** Every way to read what is in doubt, the one first in which nothing of it is booked. */
const combinations = (parts: readonly Part[]): Choice[][] =>
  parts.reduce<Choice[][]>(
    (all, part) => all.flatMap((one) => part.readings.map((reading) => [...one, chosen(part, reading)])),
    [[]],
  );

function serialsOf(moving: readonly Choice[]): Reading['serials'] {
  if (moving.some(({ part }) => !part.change.serials)) return undefined;
  const serials = (sign: 1 | -1): string[] =>
    moving
      .filter(({ part, reading }) => decimal(part.change.value).times(reading).isPositive() === (sign === 1))
      .flatMap(({ part }) => part.change.serials ?? []);
  return { come: serials(1), gone: serials(-1) };
}
