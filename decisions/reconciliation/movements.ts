import type {
  Booking,
  Explanation,
  InFlightMovement,
  StockKey,
  StockSystem,
} from '../../contracts/entities/reconciliation.js';
import type { SnapshotLine } from '../../contracts/entities/stock-snapshot.js';
import { decimal } from '../arithmetic.js';
import { byKey, byText, keyText } from './key.js';
import { inBaseUnits, type KeyedStock } from './normalise.js';
import { apartText, type Items, placeOf, type StockProblem } from './place.js';

/** A movement by stock key, in base units. */
export interface KeyedMovement {
  movementId: string;
  reason: InFlightMovement['reason'];
  /** All who tell of it. */
  explainedBy: Explanation[];
  changes: KeyedStock[];
  /** Stock that the other side never has, as far as it moves that. */
  apart: string[];
  bookings: Booking[];
}

export interface MovementList {
  movements: KeyedMovement[];
  problems: StockProblem[];
}

/**
 * The movements that are under way, each once, whoever tells of it and however often: our runs and the systems' own
 * lists overlap. Two who tell of one movement otherwise are a problem: none of them is believed.
 */
export function movementsOf(
  told: readonly InFlightMovement[],
  systems: readonly StockSystem[],
  items: Items,
): MovementList {
  const movements = new Map<string, KeyedMovement>();
  const problems: StockProblem[] = [];
  const inOrder = [...told].sort(
    (one, other) => byText(one.movementId, other.movementId) || byText(orderOf(one), orderOf(other)),
  );
  for (const one of inOrder) {
    const read = keyed(one, systems, items);
    problems.push(...read.problems);
    const known = movements.get(one.movementId);
    if (known && contentOf(known) !== contentOf(read.movement)) problems.push(...conflicts(one, known, read.movement));
    movements.set(one.movementId, known ? merged(known, read.movement) : read.movement);
  }
  return { movements: [...movements.values()], problems };
}

const orderOf = ({ explainedBy, bookings, changes }: InFlightMovement): string =>
  JSON.stringify([explainedBy, bookings, changes]);

function keyed(told: InFlightMovement, systems: readonly StockSystem[], items: Items) {
  const { movementId, reason, explainedBy, bookings, inWordsOf } = told;
  const movement: KeyedMovement = { movementId, reason, explainedBy: [explainedBy], changes: [], apart: [], bookings };
  const problems: StockProblem[] = [];
  const system = systems.find((one) => one.system === inWordsOf);
  const groups = new Map<string, { key: StockKey; lines: SnapshotLine[] }>();
  for (const line of told.changes) {
    const placed = system && placeOf(line, system, items);
    if (!placed) {
      const text = `movement ${movementId} is told in the words of ${inWordsOf}, which are not known`;
      problems.push({ code: 'C-MAPPING', system: inWordsOf, item: line.item, text });
    } else if (placed.is === 'problem') problems.push(placed.problem);
    else if (placed.is === 'apart') movement.apart.push(apartText(placed.key));
    else if (placed.is === 'stock') {
      const text = keyText(placed.key);
      groups.set(text, { key: placed.key, lines: [...(groups.get(text)?.lines ?? []), line] });
    }
  }
  for (const group of groups.values()) {
    const change = inBaseUnits(group, inWordsOf, items);
    if ('value' in change) movement.changes.push(change);
    else problems.push(change);
  }
  movement.changes.sort(byKey);
  return { movement, problems };
}

/** What it changes, whoever tells of it. */
const contentOf = ({ changes }: KeyedMovement): string =>
  JSON.stringify(changes.map(({ key, value }) => [keyText(key), decimal(value).toFixed()]));

const conflicts = (told: InFlightMovement, ...movements: KeyedMovement[]): StockProblem[] =>
  [...new Set(movements.flatMap(({ changes }) => changes.map(({ key }) => key.item)))].map((item) => ({
    code: 'C-DUP-CONFLICT',
    system: told.inWordsOf,
    item,
    text: `movement ${told.movementId} is told in two ways`,
  }));

function merged(known: KeyedMovement, more: KeyedMovement): KeyedMovement {
  const bookings = [...known.bookings, ...more.bookings].sort(bySurety);
  const systems = new Set(bookings.map(({ system }) => system));
  const explainedBy = [...known.explainedBy, ...more.explainedBy].map((one) => JSON.stringify(one));
  return {
    ...known,
    explainedBy: [...new Set(explainedBy)].map((text) => JSON.parse(text) as Explanation),
    apart: [...new Set([...known.apart, ...more.apart])],
    bookings: [...systems].flatMap((system) => bookings.find((one) => one.system === system) ?? []),
  };
}

/** Who is sure of a booking is believed before who is not; then who knows its place in the sequence. */
function bySurety(one: Booking, other: Booking): number {
  const rankOf = ({ certain, position }: Booking): number => (certain ? 0 : 2) + (position === undefined ? 1 : 0);
  return rankOf(one) - rankOf(other) || byText(one.system + one.at, other.system + other.at);
}
