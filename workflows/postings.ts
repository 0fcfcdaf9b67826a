import type { ConfirmationReversal, ProductionConfirmation } from '../contracts/entities/confirmation.js';
import type { DocumentRef, MovementLine } from '../contracts/entities/documents.js';
import type { ProductionOrder } from '../contracts/entities/production-order.js';
import type { ConfirmationPosting } from '../contracts/ports.js';
import type { OrderTotals } from '../contracts/processes/order-to-production.js';
import type { Impact } from '../contracts/view.js';
import type { Incomplete } from '../decisions/agreement.js';
import { consumed } from '../decisions/backflush.js';
import { contain } from '../decisions/blocked-lots.js';
import { plantDay } from '../decisions/plant-time.js';
import { type PostedReport, PostedReports, postedReportOf, without } from '../decisions/posted-reports.js';
import { planOf, type PostingPlan, progressOf, type SoFar, totalsAfter } from '../decisions/posting-plan.js';
import { stockImpact } from '../decisions/stock-impact.js';
import { implausible, saysNothing, type Totals } from '../decisions/tolerance.js';
import { blockedLines, blockedOf } from './blocked-lots.js';
import { erp, wms } from './kit/index.js';
import { findOrder, madeOf, receivedBy, type Unposted } from './orphan.js';
import { ParkedLines, type ParkedLine } from './parked-lines.js';
import { Replenishment } from './replenishment.js';
import { noteReport, noteReversal } from './report-facts.js';
import { meanwhileOf, takeBackReport } from './reversal.js';
import { postWithoutShort, type About, type Kit } from './short-lines.js';
import { madeBy, verifyConfirmation } from './verify-confirmation.js';

export interface CarriedPostings extends SoFar {
  order?: ProductionOrder;
  final: boolean;
  parked: ParkedLine[];
  posted?: PostedReport[];
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
  readonly replenishment: Replenishment;
  /** What can be taken back. */
  readonly posted: PostedReports;
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
    this.posted = new PostedReports(carried?.posted);
    const lines = {
      impact: (movement: MovementLine) => this.#impact([movement]),
      posted: (reference: string, documents: DocumentRef[]) => this.posted.add(reference, documents),
    };
    this.#parked = new ParkedLines(kit, about, lines, carried?.parked);
    this.replenishment = new Replenishment(kit, about, this.#parked, carried?.brought);
  }

  get order(): ProductionOrder | undefined {
    return this.#order;
  }

  get parked(): ParkedLines {
    return this.#parked;
  }

  get carried(): CarriedPostings {
    return {
      ...(this.#order && !this.#changes.order && { order: this.#order }),
      ...this.#soFar,
      final: this.#final,
      parked: this.#parked.lines,
      posted: this.posted.carried,
      brought: this.replenishment.brought,
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

  /** A report that stands in the ERP from before, by a run that nobody remembers: it counts as made. */
  async count(report: ProductionConfirmation, occurredAt: string): Promise<void> {
    const { plant, orderNo, policy } = this.#about;
    const order = await this.#kit.step('read order', erp.readOrder({ plant, orderNo }));
    if (!order) return;
    await this.#readItems(order);
    try {
      const { totals, consumption, posting } = planOf(order, report, plantDay(occurredAt, policy.zone), this.#soFar);
      this.#soFar = { ...this.#soFar, totals, issued: consumption.issued };
      this.#final ||= posting.final;
      this.#kit.show({ item: order.item, progress: progressOf(order.quantity, totals) });
    } catch (failure) {
      // It was posted with units that the item no longer has: nobody can say any more how much it was.
      if (!(failure instanceof RangeError)) throw failure;
    }
  }

  /** One report, to its end: posted and verified, or rejected by a person. */
  async post(confirmation: ProductionConfirmation, occurredAt: string): Promise<boolean> {
    const { confirmationId } = confirmation;
    if (!(await this.#currentOrder(madeOf(confirmation)))) return false;
    const planned = await this.#plan(confirmation, occurredAt);
    if (!planned || !this.#order) return false;
    const blocked = await blockedOf(this.#kit, this.#about, planned.consumption.actual);
    const plan = blocked.length > 0 ? contain(planned) : planned;
    if (plan.posting.final) await this.#parked.untilNoneIsLeft(this.replenishment);
    const { made: counted, documents } = await this.#postConfirmation(plan.posting);
    this.posted.keep(postedReportOf(plan, counted, documents, this.#soFar.issued));
    await this.#postActual(plan, blocked);
    if (blocked.length > 0) await this.#parkBlocked(plan.posting, blocked);
    this.#soFar = { ...this.#soFar, totals: totalsAfter(this.#soFar.totals, counted), issued: plan.consumption.issued };
    this.#final ||= plan.posting.final;
    await this.#announceReceipt(plan.posting);
    noteReport(this.#kit, this.#order, plan, this.#soFar);
    this.#kit.settle(`report ${confirmationId}`);
    return true;
  }

  /** One report back out of stock and books. @returns whether it is dealt with; else a person rejected it */
  async reverse(reversal: ConfirmationReversal, occurredAt: string): Promise<boolean> {
    const { reverses } = reversal;
    const posted = (): PostedReport => this.posted.get(reverses) as PostedReport;
    const order = await this.#currentOrder(receivedBy(posted()));
    if (!order) return false;
    const ending = await takeBackReport({
      ...{ kit: this.#kit, about: this.#about, reversal, posted },
      day: plantDay(occurredAt, this.#about.policy.zone),
      meanwhile: meanwhileOf(this.#kit, this.#parked, this.replenishment),
      impact: (lines) => this.#impact(lines),
    });
    if (ending.how === 'rejected') return false;
    const gone = posted();
    this.posted.forget(reverses);
    if (ending.how === 'reversed') {
      this.#soFar = without(this.#soFar, gone);
      this.#parked.drop(reverses);
      if (gone.final) this.#final = false;
    }
    noteReversal(this.#kit, order, reversal, gone, this.#soFar, ending);
    return true;
  }

  async #currentOrder(made: Unposted): Promise<ProductionOrder | undefined> {
    if (this.#changes.order) this.#order = undefined;
    this.#changes.order = false;
    this.#order ??= await findOrder(this.#kit, this.#about, made);
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
      const order = await this.#currentOrder(madeOf(confirmation));
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
  async #postConfirmation(posting: ConfirmationPosting): Promise<{ made: Totals; documents: DocumentRef[] }> {
    const { confirmationId, postingDate } = posting;
    const { result, lines, short } = await postWithoutShort(this.#kit, {
      step: 'post confirmation',
      entity: confirmationId,
      lines: posting.movements,
      mayPark: !posting.final,
      meanwhile: this.replenishment,
      callFor: (movements) => erp.postConfirmation({ ...posting, movements }),
    });
    for (const { line, trouble } of short)
      this.#parked.add({ reference: confirmationId, movement: line, postingDate, trouble });
    const { documents } = result;
    const confirmation = documents.find((document) => document.type === 'CONFIRMATION');
    if (!confirmation) return { made: madeBy(posting), documents };
    const meant = { ...posting, movements: lines };
    const { made, lacks } = await verifyConfirmation(this.#kit, this.#about, meant, confirmation);
    if (lacks) this.#parkMissing(lacks, meant, confirmation);
    return { made, documents };
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
  async #postActual({ posting, consumption }: PostingPlan, blocked: MovementLine[]): Promise<void> {
    const { plant, orderNo, confirmationId, postingDate } = posting;
    const lines = consumption.actual.filter((line) => !blocked.includes(line));
    if (lines.length === 0) return;
    const { result, short } = await postWithoutShort(this.#kit, {
      step: 'post consumption',
      entity: confirmationId,
      lines,
      mayPark: !posting.final,
      meanwhile: this.replenishment,
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
    this.posted.add(confirmationId, result.documents);
    for (const { line, trouble } of short)
      this.#parked.add({ reference: confirmationId, movement: line, postingDate, trouble });
  }

  async #parkBlocked(
    { confirmationId: reference, postingDate, movements }: ConfirmationPosting,
    blocked: MovementLine[],
  ) {
    const impact = (lines: MovementLine[]) => this.#impact(lines);
    for (const line of await blockedLines(this.#kit, this.#about, blocked, movements, impact))
      this.#parked.add({ reference, postingDate, ...line });
  }

  async #announceReceipt({ plant, orderNo, confirmationId, movements }: ConfirmationPosting): Promise<void> {
    const receipt = movements.find((line) => line.line === 'receipt');
    if (!receipt) return;
    const { item, quantity, location, lot, status } = receipt;
    const about = { item, quantity, location, ...(lot && { lot }), ...(status && { status }) };
    const message = { plant, orderNo, receiptId: confirmationId, ...about };
    await this.#kit.step('expect receipt', wms.expectReceipt(message), { entity: confirmationId });
  }

  /** What these lines are worth while the books lack them. */
  #impact(lines: MovementLine[]): Impact {
    return stockImpact(this.#about.orderNo, lines, this.#soFar.items);
  }
}
