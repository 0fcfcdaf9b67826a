import { Decimal } from 'decimal.js';
import { type Answer, checked, Refusal } from '../../../practice/rest-counterpart.js';
import { snapshotBody } from './bodies.js';
import type { Movement, Stock } from './stock.js';

interface Line {
  item: string;
  lot?: string;
  location: string;
  status: string;
  qty: { value: string; uom: string };
}

export interface PracticeSnapshot {
  snapshotId: string;
  asOf: string;
  complete: boolean;
  watermark?: { movementId: string; position: string; at: string };
  controlTotal: { lines: number; quantity: string };
  /** What it gives; fewer than its control total says where some were lost. */
  lines: Line[];
  idempotencyKey: string;
}

/** What goes wrong with the next snapshot. */
export interface SnapshotTrouble {
  /** It does not come to its end until somebody has it `finish`. */
  incomplete?: true;
  /** So many of its lines are lost on the way. */
  lostLines?: number;
}

const PAGE = 50;

/** All stock as it was at an instant: what is there now, less what has moved since. */
export class Snapshots {
  readonly taken: PracticeSnapshot[] = [];
  readonly #stock: Stock;
  #trouble: SnapshotTrouble = {};

  constructor(stock: Stock) {
    this.#stock = stock;
  }

  /** Of the next one alone. */
  trouble(trouble: SnapshotTrouble): void {
    this.#trouble = trouble;
  }

  finish(snapshotId: string): void {
    this.#known(snapshotId).complete = true;
  }

  post(content: unknown, key: string): Answer {
    const { asOf } = checked(snapshotBody, content);
    if (Date.parse(asOf) > Date.now()) throw new Refusal(409, 'NOT_YET', `${asOf} is still to come`);
    const { incomplete = false, lostLines = 0 } = this.#trouble;
    this.#trouble = {};
    const lines = this.#asOf(Date.parse(asOf));
    const last = this.#stock.movements.filter(({ at }) => Date.parse(at) <= Date.parse(asOf)).at(-1);
    const snapshot: PracticeSnapshot = {
      snapshotId: `SNAP-${this.taken.length + 1}`,
      asOf,
      complete: !incomplete,
      ...(last && { watermark: { movementId: String(last.id), position: String(last.id), at: last.at } }),
      controlTotal: {
        lines: lines.length,
        quantity: Decimal.sum(0, ...lines.map(({ qty }) => qty.value)).toFixed(),
      },
      lines: lines.slice(0, lines.length - lostLines),
      idempotencyKey: key,
    };
    this.taken.push(snapshot);
    return { status: 202, body: headOf(snapshot) };
  }

  /** Those as of an instant. */
  of(asOf: string): Answer {
    const snapshots = this.taken.filter((one) => Date.parse(one.asOf) === Date.parse(asOf)).map(headOf);
    return { status: 200, body: { snapshots } };
  }

  show(snapshotId: string): Answer {
    return { status: 200, body: headOf(this.#known(snapshotId)) };
  }

  page(snapshotId: string, cursor: string): Answer {
    const { lines } = this.#known(snapshotId);
    const from = Number(cursor || 0);
    const next = from + PAGE;
    return {
      status: 200,
      body: { lines: lines.slice(from, next), ...(next < lines.length && { next: String(next) }) },
    };
  }

  #known(snapshotId: string): PracticeSnapshot {
    const known = this.taken.find((one) => one.snapshotId === snapshotId);
    if (known) return known;
    throw new Refusal(404, 'SNAPSHOT_UNKNOWN', `There is no snapshot ${snapshotId}`);
  }

  #asOf(instant: number): Line[] {
    const later = this.#stock.movements.filter(({ at }) => Date.parse(at) > instant);
    const lines = this.#stock.entries().map(({ item, location, lot, status = 'UNRESTRICTED', onHand }) => {
      const moved = later.map((one) => changeOf(one, { item, location, status, ...(lot !== undefined && { lot }) }));
      const value = Decimal.sub(onHand, Decimal.sum(0, ...moved));
      const qty = { value: value.toFixed(), uom: this.#stock.unitOf(item) };
      return { item, location, status, qty, ...(lot !== undefined && { lot }) };
    });
    return lines.filter(({ qty }) => !new Decimal(qty.value).isZero());
  }
}

/** What a movement has changed at one place. A lot that was read off its label counts where the movement says. */
function changeOf(
  { item, quantity, from, to, lot, status = 'UNRESTRICTED', toStatus = status }: Movement,
  at: { item: string; location: string; lot?: string; status: string },
): Decimal {
  if (item !== at.item || lot !== at.lot) return new Decimal(0);
  const came = to === at.location && toStatus === at.status ? quantity : '0';
  const went = from === at.location && status === at.status ? quantity : '0';
  return new Decimal(came).minus(went);
}

function headOf(snapshot: PracticeSnapshot): Omit<PracticeSnapshot, 'lines'> {
  const { lines: _, ...head } = snapshot;
  return head;
}
