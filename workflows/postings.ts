import type { ProductionConfirmation } from '../contracts/entities/confirmation.js';
import type { DocumentRef, MovementLine } from '../contracts/entities/documents.js';
import type { ProductionOrder } from '../contracts/entities/production-order.js';
import type { ConfirmationPosting } from '../contracts/ports.js';
import type { OrderTotals } from '../contracts/processes/order-to-production.js';
import type { Impact } from '../contracts/view.js';
import type { Incomplete } from '../decisions/agreement.js';
import { decimal, sum, valueOf } from '../decisions/arithmetic.js';
import { consumed } from '../decisions/backflush.js';
import { plantDay } from '../decisions/plant-time.js';
import {
  planOf,
  type PostingPlan,
  progressOf,
  scrapShareOf,
  type SoFar,
  totalsAfter,
} from '../decisions/posting-plan.js';
import { implausible, saysNothing, type Totals } from '../decisions/tolerance.js';
import { erp, lookUp, now, wms } from './kit/index.js';
import { findOrder } from './orphan.js';
import { ParkedLines, type ParkedLine } from './parked-lines.js';
import { Replenishment } from './replenishment.js';
import { postWithoutShort, type About, type Kit } from './short-lines.js';
import { madeBy, verifyConfirmation } from './verify-confirmation.js';

export interface CarriedPostings extends SoFar {
  order?: ProductionOrder;
  final: boolean;
  parked: ParkedLine[];
  brought: string[];
}

/** Set when the order was changed: it is read again before the next report. */
export interface Changes {
  order: boolean;
}

/** Posts the confirmations of one order to the ERP, sees that they stand, and announces the receipts. */
export class Postings {
  readonly #kit: Kit;
  readonly #about: About;
  readonly #changes: Changes;
  readonly #parked: ParkedLines;
  readonly #replenishment: Replenishment;
  #order: ProductionOrder | undefined;
  #soFar: SoFar;
  #final: boolean;

  constructor(kit: Kit, about: About, changes: Changes, carried?: CarriedPostings) {
    this.#kit = kit;
    this.#about = about;
    this.#changes = changes;
    this.#order = carried?.order;
    const { items = {}, totals = { yield: '0', scrap: '0', rework: '0' }, issued = {} } = carried ?? {};
    this.#soFar = { items, totals, issued };
    this.#final = carried?.final ?? false;
    this.#parked = new ParkedLines(kit, about, (movement) => this.#impact([movement]), carried?.parked);
    this.#replenishment = new Replenishment(kit, about, this.#parked, carried?.brought);
  }

  get order(): ProductionOrder | undefined {
    return this.#order;
  }

  get parked(): ParkedLines {
    return this.#parked;
  }

  get replenishment(): Replenishment {
    return this.#replenishment;
  }

  get carried(): CarriedPostings {
    return {
      ...(this.#order && !this.#changes.order && { order: this.#order }),
      ...this.#soFar,
      final: this.#final,
      parked: this.#parked.lines,
      brought: this.#replenishment.brought,
    };
  }

  totals(confirmations: number): OrderTotals {
    return {
      progress: progressOf(this.#order?.quantity, this.#soFar.totals),
      final: this.#final,
      confirmations,
      parkedLines: this.#parked.lines.length,
      consumed: consumed(this.#soFar.issued),
    };
  }

  /** Whether the ERP has the confirmation of a report already, under the key that it would be posted with. */
  async stands(report: ProductionConfirmation, occurredAt: string): Promise<boolean> {
    const { plant, orderNo, policy } = this.#about;
    const { confirmationId, operation, kind, yield: good, scrap, rework } = report;
    const made = { yield: good, scrap, rework, movements: [], postingDate: plantDay(occurredAt, policy.zone) };
    const posting = { plant, orderNo, confirmationId, operation, final: kind === 'FINAL', ...made };
    const how = { entity: confirmationId, postingOf: 'post confirmation' };
    return (await this.#kit.step('look up posting', lookUp(erp.postConfirmation(posting)), how)).found;
  }

  /** One report, to its end: posted and verified, or rejected by a person. */
  async post(confirmation: ProductionConfirmation, occurredAt: string): Promise<boolean> {
    const { confirmationId } = confirmation;
    if (!(await this.#currentOrder(confirmation))) return false;
    const plan = await this.#plan(confirmation, occurredAt);
    if (!plan || !this.#order) return false;
    if (plan.posting.final) await this.#parked.untilNoneIsLeft(this.#replenishment);
    const counted = await this.#postConfirmation(plan.posting);
    await this.#postActual(plan);
    this.#soFar = { ...this.#soFar, totals: totalsAfter(this.#soFar.totals, counted), issued: plan.consumption.issued };
    this.#final ||= plan.posting.final;
    await this.#announceReceipt(plan.posting);
    this.#remember(this.#order, confirmation, plan);
    this.#kit.settle(`report ${confirmationId}`);
    return true;
  }

  async #currentOrder(confirmation: ProductionConfirmation): Promise<ProductionOrder | undefined> {
    if (this.#changes.order) this.#order = undefined;
    this.#changes.order = false;
    this.#order ??= await findOrder(this.#kit, this.#about, confirmation);
    if (this.#order) await this.#readItems(this.#order);
    return this.#order;
  }

  async #readItems(order: ProductionOrder): Promise<void> {
    const wanted = [order.item, ...order.components.map((one) => one.item)].filter((item) => !this.#soFar.items[item]);
    if (wanted.length === 0) return;
    const { plant } = this.#about;
    const items = await this.#kit.step('read items', erp.readItems({ plant, items: [...new Set(wanted)] }));
    for (const item of items) this.#soFar.items[item.item] = item;
  }

  /** Brings the report into the order's units and puts it before a person if it cannot be so. */
  async #plan(confirmation: ProductionConfirmation, occurredAt: string): Promise<PostingPlan | undefined> {
    const { ask } = this.#kit;
    const { policy } = this.#about;
    const id = `report ${confirmation.confirmationId}`;
    for (let accepted = false; ; ) {
      const order = await this.#currentOrder(confirmation);
      if (!order) return undefined;
      try {
        const plan = planOf(order, confirmation, plantDay(occurredAt, policy.zone), this.#soFar);
        const finding = saysNothing(confirmation) ?? implausible(order.quantity.value, plan.totals, policy.production);
        if (!finding || accepted) return plan;
        this.#kit.enter('BLOCKED');
        const impact = this.#impact(plan.posting.movements.filter((line) => line.line === 'receipt'));
        const choice = await ask(id, finding, {
          step: 'post confirmation',
          decision: 'tolerance',
          impact,
          ...(finding.code === 'C-SCHEMA' && { retry: false }),
          until: () => this.#changes.order,
        });
        if (choice === 'REJECT') return undefined;
        accepted = choice === 'ACCEPT';
        // The order may have been changed meanwhile.
        this.#changes.order ||= choice === 'RETRY';
      } catch (failure) {
        if (!(failure instanceof RangeError)) throw failure;
        this.#kit.enter('BLOCKED');
        const choice = await ask(
          id,
          { code: 'C-UOM', text: failure.message },
          { step: 'post confirmation', decision: 'order' },
        );
        if (choice === 'REJECT') return undefined;
        this.#soFar.items = {};
      }
    }
  }

  /** A component that is short is parked and the rest posted; a final confirmation waits for all of it. */
  async #postConfirmation(posting: ConfirmationPosting): Promise<Totals> {
    const { confirmationId, postingDate } = posting;
    const { result, lines, short } = await postWithoutShort(this.#kit, {
      step: 'post confirmation',
      entity: confirmationId,
      lines: posting.movements,
      mayPark: !posting.final,
      meanwhile: this.#replenishment,
      callFor: (movements) => erp.postConfirmation({ ...posting, movements }),
    });
    for (const { line, trouble } of short)
      this.#parked.add({ reference: confirmationId, movement: line, postingDate, trouble });
    const confirmation = result.documents.find((document) => document.type === 'CONFIRMATION');
    if (!confirmation) return madeBy(posting);
    const meant = { ...posting, movements: lines };
    const { made, lacks } = await verifyConfirmation(this.#kit, this.#about, meant, confirmation);
    if (lacks) this.#parkMissing(lacks, meant, confirmation);
    return made;
  }

  #parkMissing({ missing, text: why }: Incomplete, meant: ConfirmationPosting, confirmation: DocumentRef): void {
    const { confirmationId, postingDate } = meant;
    for (const movement of meant.movements.filter((line) => missing.includes(line.line))) {
      const trouble = { code: 'C-INCOMPLETE' as const, text: `${movement.item}: ${why}`, applied: 'no' as const };
      this.#parked.add({
        reference: confirmationId,
        movement,
        postingDate,
        trouble,
        standsIn: { confirmation, meant },
      });
    }
  }

  /** Consumption that the MES reported itself has a document of its own. */
  async #postActual({ posting, consumption }: PostingPlan): Promise<void> {
    const { plant, orderNo, confirmationId, postingDate } = posting;
    if (consumption.actual.length === 0) return;
    const { short } = await postWithoutShort(this.#kit, {
      step: 'post consumption',
      entity: confirmationId,
      lines: consumption.actual,
      mayPark: !posting.final,
      meanwhile: this.#replenishment,
      callFor: (movements) =>
        erp.postGoodsMovement({
          plant,
          orderNo,
          documentDate: postingDate,
          postingDate,
          text: confirmationId,
          movements,
        }),
    });
    for (const { line, trouble } of short)
      this.#parked.add({ reference: confirmationId, movement: line, postingDate, trouble });
  }

  async #announceReceipt({ plant, orderNo, confirmationId, movements }: ConfirmationPosting): Promise<void> {
    const receipt = movements.find((line) => line.line === 'receipt');
    if (!receipt) return;
    const { item, quantity, location, lot } = receipt;
    const message = { plant, orderNo, receiptId: confirmationId, item, quantity, location, ...(lot && { lot }) };
    await this.#kit.step('expect receipt', wms.expectReceipt(message), { entity: confirmationId });
  }

  /** Numbers to search by, genealogy and values: what people ask for later. */
  #remember(
    order: ProductionOrder,
    { confirmationId }: ProductionConfirmation,
    { posting, consumption }: PostingPlan,
  ): void {
    const { note, show } = this.#kit;
    const at = now();
    const progress = progressOf(order.quantity, this.#soFar.totals);
    show({ item: order.item, progress });
    note({ type: 'progress', at, progress });
    note({ type: 'number', at, kind: 'confirmation', number: confirmationId });
    const used = [...posting.movements.filter((line) => line.type === 'GI_PRODUCTION'), ...consumption.actual];
    const receipt = posting.movements.find((line) => line.line === 'receipt');
    if (receipt) {
      note({ type: 'made-from', at, confirmationId, output: lotOf(receipt), inputs: used.map(lotOf) });
      this.#noteValue('receipt', [receipt]);
    }
    this.#noteValue('consumption', used);
    if (decimal(posting.scrap.value).gt(0)) this.#noteValue('scrap', scrapShareOf(used, posting));
  }

  #noteValue(what: string, lines: MovementLine[]): void {
    const { inventoryMisstatement: value } = this.#impact(lines);
    if (value) this.#kit.note({ type: 'value', at: now(), what, amount: value.amount, currency: value.currency });
  }

  /** What these lines are worth while the books lack them. */
  #impact(lines: MovementLine[]): Impact {
    const values = lines.map((line) => valueOf(line.quantity.value, this.#soFar.items[line.item]));
    const known = values.filter((value) => value !== undefined);
    const [first] = known;
    return {
      orders: [this.#about.orderNo],
      ...(lines.length === 1 && lines[0] && { quantity: lines[0].quantity }),
      ...(first && {
        inventoryMisstatement: {
          amount: decimal(sum(...known.map((value) => value.amount))).toFixed(2),
          currency: first.currency,
        },
      }),
      confidence: known.length === values.length ? 'EXACT' : known.length > 0 ? 'ESTIMATED' : 'UNKNOWN',
    };
  }
}

const lotOf = ({ item, lot, quantity }: MovementLine) => ({
  item,
  ...(lot && { lot }),
  quantity: quantity.value,
  uom: quantity.uom,
});
