import type { Fact, LotRef } from '../../contracts/facts.js';
import { parseRunId } from '../../contracts/ids.js';
import type { FactStore, LotFact, Scope } from '../../store/store.js';

/** A lot of an item; lots of the same number may be of several items. */
export interface LotKey {
  item: string;
  lot: string;
}

export interface Made {
  runId: string;
  plant: string;
  at: string;
  confirmationId: string;
  /** How many steps away from the lot that was asked for. */
  distance: number;
  output: LotRef;
  inputs: LotRef[];
  /** Declared afterwards: it was not so, or this much of its output was not. */
  errors: { at: string; by: string; quantity?: { value: string; uom: string } }[];
}

export interface Moved extends LotKey {
  runId: string;
  plant: string;
  at: string;
  process: string;
  /** The delivery's number. */
  number: string;
  quantity: string;
  uom: string;
}

export interface Trace extends LotKey {
  /** What it was made from, and that again. */
  up: Made[];
  /** What was made from it, and from that again. */
  down: Made[];
  /** Receipts and deliveries of any of these lots. */
  moved: Moved[];
  /** There is more than is shown. */
  truncated: boolean;
}

const LOTS_MAX = 100;
const FACTS_PER_LOT = 200;

type Direction = 'up' | 'down';
type MadeFrom = Extract<Fact, { type: 'made-from' }>;

/** From what was remembered alone, and what the caller may see of it; the lots next to the one asked for come first. */
export class LotTrace {
  readonly #facts: FactStore;
  readonly #scope: Scope;
  readonly #known = new Map<string, LotFact[]>();
  #truncated = false;

  constructor(facts: FactStore, scope: Scope) {
    this.#facts = facts;
    this.#scope = scope;
  }

  async of(asked: LotKey): Promise<Trace> {
    const [up, down] = [await this.#follow(asked, 'up'), await this.#follow(asked, 'down')];
    const lots = [...this.#known.keys()].map((key) => JSON.parse(key) as LotKey);
    const moved = lots.flatMap((lot) => movedOf(lot, this.#known.get(keyOf(lot)) ?? []));
    return { ...asked, up, down, moved, truncated: this.#truncated };
  }

  async #follow(asked: LotKey, direction: Direction): Promise<Made[]> {
    const found = new Map<string, Made>();
    const seen = new Set([keyOf(asked)]);
    let next: LotKey[] = [asked];
    for (let distance = 1; next.length > 0; distance += 1) {
      const reached: LotKey[] = [];
      for (const lot of next) {
        for (const made of await this.#madeAt(lot, direction, distance)) {
          found.set(`${made.runId} ${made.confirmationId}`, found.get(`${made.runId} ${made.confirmationId}`) ?? made);
          reached.push(...(direction === 'up' ? made.inputs : [made.output]).flatMap(lotOf));
        }
      }
      next = reached.filter((lot) => !seen.has(keyOf(lot)) && seen.add(keyOf(lot)));
    }
    return [...found.values()];
  }

  async #madeAt(lot: LotKey, direction: Direction, distance: number): Promise<Made[]> {
    const made: Made[] = [];
    for (const { runId, plant, fact } of await this.#factsOf(lot)) {
      if (fact.type !== 'made-from') continue;
      const sides = direction === 'up' ? [fact.output] : fact.inputs;
      if (!sides.some((one) => isSame(one, lot))) continue;
      made.push({ runId, plant, distance, ...shown(fact), errors: await this.#errorsOf(runId, fact) });
    }
    return made;
  }

  async #factsOf(lot: LotKey): Promise<LotFact[]> {
    const known = this.#known.get(keyOf(lot));
    if (known) return known;
    if (this.#known.size >= LOTS_MAX) {
      this.#truncated = true;
      return [];
    }
    const facts = await this.#facts.ofLot({ ...this.#scope, lot: lot.lot, limit: FACTS_PER_LOT });
    this.#truncated ||= facts.length >= FACTS_PER_LOT;
    this.#known.set(keyOf(lot), facts);
    return facts;
  }

  async #errorsOf(runId: string, { confirmationId }: MadeFrom): Promise<Made['errors']> {
    const errors = await this.#facts.genealogyErrors(runId, confirmationId);
    return errors.map(({ at, by, quantity }) => ({ at, by, ...(quantity && { quantity }) }));
  }
}

const keyOf = ({ item, lot }: LotKey): string => JSON.stringify({ item, lot });

const lotOf = ({ item, lot }: LotRef): LotKey[] => (lot === undefined ? [] : [{ item, lot }]);

const isSame = (one: LotRef, { item, lot }: LotKey): boolean => one.item === item && one.lot === lot;

const shown = ({ at, confirmationId, output, inputs }: MadeFrom) => ({ at, confirmationId, output, inputs });

/** The last word on a movement counts. */
function movedOf(lot: LotKey, facts: LotFact[]): Moved[] {
  const last = new Map<string, Moved[]>();
  for (const { runId, plant, fact } of facts) {
    if (fact.type !== 'stock-moved') continue;
    const { process = '', key: number = '' } = parseRunId(runId) ?? {};
    const changes = fact.movement.changes.filter((one) => one.item === lot.item && one.lot === lot.lot);
    last.set(
      `${runId} ${fact.movement.movementId}`,
      changes.map(({ quantity }) => ({
        ...lot,
        ...{ runId, plant, at: fact.at, process, number, quantity: quantity.value, uom: quantity.uom },
      })),
    );
  }
  return [...last.values()].flat();
}
