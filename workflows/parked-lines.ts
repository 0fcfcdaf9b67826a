import type { ActionRequest } from '../contracts/actions.js';
import type { DocumentRef, MovementLine } from '../contracts/entities/documents.js';
import type { Trouble } from '../contracts/errors.js';
import type { ConfirmationPosting } from '../contracts/ports.js';
import type { Impact } from '../contracts/view.js';
import { compare } from '../decisions/agreement.js';
import { decimal, sum } from '../decisions/arithmetic.js';
import { blockedOf, lotTrouble } from './blocked-lots.js';
import { erp, Rejected } from './kit/index.js';
import type { About, Kit, Meanwhile } from './short-lines.js';

/** A line of stock that could not move with its confirmation; the order goes on without it. */
export interface ParkedLine {
  /** The confirmation or the replenishment signal that it belongs to. */
  reference: string;
  movement: MovementLine;
  postingDate: string;
  trouble: Trouble;
  attempts: number;
  /** Rises when it is amended: another posting, another key. */
  generation: number;
  value: string;
  /** Where it is more than the line itself. */
  impact?: Impact;
  /** The ERP holds the movement itself as failed; it is mended there and only read again here. */
  standsIn?: { confirmation: DocumentRef; meant: ConfirmationPosting };
}

/**
 * The lines that wait: posted by themselves when stock of their item changes, now and then without a sign, and when
 * a person asks. Each is on the desk with its own value and owner.
 */
export class ParkedLines {
  readonly lines: ParkedLine[];
  readonly #kit: Kit;
  readonly #about: About;
  readonly #impact: (movement: MovementLine) => Impact;
  /** Documents of lines that were posted, with what they belong to. */
  readonly #posted: (reference: string, documents: DocumentRef[]) => void;
  /** When all are tried without a sign, milliseconds since 1970. */
  #recheckAt = 0;

  constructor(
    kit: Kit,
    about: About,
    {
      impact,
      posted,
    }: {
      impact: (movement: MovementLine) => Impact;
      posted: (reference: string, documents: DocumentRef[]) => void;
    },
    carried: ParkedLine[] = [],
  ) {
    this.#kit = kit;
    this.#posted = posted;
    this.#about = about;
    this.#impact = impact;
    this.lines = carried;
    for (const line of carried) if (!kit.run.desk.has(idOf(line))) this.#raise(line);
    this.#recheckLater();
  }

  add(line: Omit<ParkedLine, 'attempts' | 'generation' | 'value'>): void {
    const value = this.#impact(line.movement).inventoryMisstatement?.amount ?? '0';
    const parked = { ...line, attempts: 1, generation: 0, value };
    if (this.lines.length === 0) this.#recheckLater();
    this.lines.push(parked);
    this.#raise(parked);
  }

  /** What they belong to is taken back: nothing of it is posted any more. */
  drop(reference: string): void {
    for (const line of this.lines.filter((one) => one.reference === reference)) {
      this.lines.splice(this.lines.indexOf(line), 1);
      this.#kit.run.desk.answer(idOf(line), 'superseded', `${reference} is reversed`);
      this.#kit.run.desk.settle(idOf(line), 'the reversal');
    }
  }

  /** Too many, or worth too much, to go on beside them (domain: park limits). */
  full(): boolean {
    const { lines, value } = this.#about.policy.production.parkLimit;
    return this.lines.length >= lines || decimal(sum('0', ...this.lines.map((line) => line.value))).gt(value);
  }

  /** Whether something happened that a line may have waited for. */
  due(): boolean {
    const { desk, inbox } = this.#kit.run;
    return (
      this.lines.some((line) => desk.hasDecision(idOf(line))) || (this.lines.length > 0 && inbox.has(['StockChanged']))
    );
  }

  async retryDue(): Promise<void> {
    const { desk } = this.#kit.run;
    const changed = this.#changedItems();
    const all = Date.now() >= this.#recheckAt;
    if (all) this.#recheckLater();
    for (const line of [...this.lines]) {
      const decision = desk.decision(idOf(line));
      if (decision?.action === 'amend') amend(line, decision);
      if (decision || all || changed.has(line.movement.item)) await this.#retry(line);
    }
  }

  /** Stock of an item has come to a place: its lines there go on at once. */
  async retryAt(item: string, location: string): Promise<void> {
    for (const line of [...this.lines])
      if (line.movement.item === item && line.movement.location === location) await this.#retry(line);
  }

  /** The order cannot be finished while one is left. */
  async untilNoneIsLeft(meanwhile: Meanwhile): Promise<void> {
    while (this.lines.length > 0) {
      this.#kit.enter('BLOCKED');
      await this.rest('the parked lines: the final confirmation waits for them', () => meanwhile.due());
      await meanwhile.serve();
      await this.retryDue();
    }
  }

  /** Rests until a line is due, or something else wakes the mailbox. */
  async rest(what: string, awake: () => boolean): Promise<void> {
    const { run } = this.#kit;
    const waitingFor = { what, from: this.#about.policy.systems.wms.id, since: new Date().toISOString() };
    await run.rest({ condition: 'EXCEPTION', waitingFor }, () => awake() || this.due(), this.#recheckAt);
  }

  #recheckLater(): void {
    this.#recheckAt = Date.now() + this.#about.policy.production.parkedRecheckMs;
  }

  #changedItems(): Set<string> {
    const items = new Set<string>();
    const { inbox } = this.#kit.run;
    for (let event = inbox.take(['StockChanged']); event; event = inbox.take(['StockChanged']))
      items.add(event.data.item);
    return items;
  }

  async #retry(line: ParkedLine): Promise<void> {
    const trouble = line.standsIn ? await this.#readAgain(line.standsIn, line) : await this.#post(line);
    if (!trouble) {
      this.lines.splice(this.lines.indexOf(line), 1);
      this.#kit.settle(idOf(line));
      const { item, toLocation } = line.movement;
      if (toLocation) await this.retryAt(item, toLocation);
      return;
    }
    line.trouble = trouble;
    line.attempts += 1;
    this.#kit.run.desk.answer(idOf(line), 'failed-again', `${trouble.code} ${trouble.text}`);
    this.#raise(line);
  }

  async #post({ reference, movement, postingDate, generation, trouble }: ParkedLine): Promise<Trouble | undefined> {
    const { plant, orderNo } = this.#about;
    if (trouble.code === 'B-LOT-STATUS' && (await blockedOf(this.#kit, this.#about, [movement])).length > 0)
      return lotTrouble(movement);
    const entity = `${reference} ${movement.line}${generation > 0 ? `~${generation}` : ''}`;
    const posting = {
      plant,
      orderNo,
      documentDate: postingDate,
      postingDate,
      text: reference,
      movements: [movement],
    };
    try {
      const how = { entity, catches: ['B-STOCK-SHORT'] as const };
      const { documents } = await this.#kit.step('post parked line', erp.postGoodsMovement(posting), how);
      this.#posted(reference, documents);
      return undefined;
    } catch (failure) {
      if (failure instanceof Rejected) return failure.trouble;
      throw failure;
    }
  }

  async #readAgain(
    { confirmation, meant }: NonNullable<ParkedLine['standsIn']>,
    line: ParkedLine,
  ): Promise<Trouble | undefined> {
    const entity = `${line.reference} ${line.movement.line}`;
    const agreement = compare(
      meant,
      await this.#kit.step('verify confirmation', erp.readConfirmation({ confirmation }), { entity }),
    );
    const stillMissing = agreement.verdict === 'incomplete' && agreement.missing.includes(line.movement.line);
    return stillMissing || agreement.verdict === 'different' ? { ...line.trouble, text: agreement.text } : undefined;
  }

  #raise(line: ParkedLine): void {
    const impact = line.impact ?? this.#impact(line.movement);
    const step = line.standsIn ? 'verify confirmation' : 'post parked line';
    const actions = line.standsIn ? (['retry', 'reassign'] as const) : (['retry', 'amend', 'reassign'] as const);
    this.#kit.run.raise(idOf(line), step, line.trouble, { actions: [...actions], attempts: line.attempts, impact });
  }
}

const idOf = ({ reference, movement }: ParkedLine): string => `parked ${reference} ${movement.line}`;

/** Where it lies and of which lot may be corrected; how much was used may not. */
function amend(line: ParkedLine, { payload }: ActionRequest): void {
  const { location, lot } = payload.message ?? {};
  line.movement = {
    ...line.movement,
    ...(typeof location === 'string' && { location }),
    ...(typeof lot === 'string' && { lot }),
  };
  line.generation += 1;
}
