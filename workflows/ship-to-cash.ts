import { idSegment } from '../contracts/ids.js';
import { shipToCash as contract, type ShipToCashInput } from '../contracts/processes/ship-to-cash.js';
import type { DeliveryReport } from '../contracts/processes/outbound-delivery.js';
import type { SalesOrder } from '../contracts/entities/sales-order.js';
import type { RunView } from '../contracts/view.js';
import { holdOf } from '../decisions/holds.js';
import { hasShipped, openLines, reductions, stillOwed, unconfirmed } from '../decisions/open-lines.js';
import { Deliveries } from './deliveries.js';
import { recheckAfter } from '../decisions/recheck.js';
import { atRisk } from './delivery/checks.js';
import { erp, now, openRun } from './kit/index.js';

const news = ['SalesOrderChanged', 'SalesOrderReleased'] as const;

/** Carries a sales order to cash: creates its deliveries, follows them until each is billed, and the rest with them. */
export async function shipToCash(input: ShipToCashInput): Promise<RunView> {
  const { company, salesOrderNo, policy, plants, requestedBy } = input;
  const kit = openRun({
    contract,
    policy,
    key: { process: contract.process, company, plant: '-', key: idSegment(salesOrderNo) },
    cancelledBy: 'SalesOrderCancelRequested',
    onPeer(message) {
      if (message.type === 'delivery') deliveries.hear(message.report);
    },
  });
  const { run, step, enter, note, pause, ask, settle, undoAll, process } = kit;
  const deliveries = new Deliveries(kit, input);
  let order: SalesOrder;
  let askedOf = '';
  let fruitless = 0;

  return process(async () => {
    note({ type: 'started', at: now(), by: requestedBy });
    note({ type: 'number', at: now(), kind: 'sales order', number: salesOrderNo });
    order = await readOrder();
    await deliver();
    enter('CLOSED');
  }, cancel);

  async function readOrder(): Promise<SalesOrder> {
    for (;;) {
      while (run.inbox.take(news));
      const found = await step('read order', erp.readSalesOrder({ salesOrderNo }));
      if (found) {
        settle('order');
        return found;
      }
      const text = `${policy.systems.erp.id} does not know the sales order`;
      await ask('order', { code: 'C-ORDER-INVALID', text }, { step: 'read order' });
    }
  }

  /** Until everything that the order confirms is delivered and billed. */
  async function deliver(): Promise<void> {
    for (;;) {
      await run.boundary();
      if (run.inbox.has(news)) order = await readOrder();
      showProgress();
      if (await faceCancelled()) continue;
      await faceChange();
      const isHeld = await createDeliveries();
      if (!isHeld && deliveries.areClosed && stillOwed(order, deliveries.reports).length === 0) return;
      if (!isHeld) await waitForNews();
    }
  }

  /** @returns whether the ERP holds the order back, or has nothing to deliver it from */
  async function createDeliveries(): Promise<boolean> {
    const open = openLines(order, deliveries.reports);
    const hold = open.size > 0 ? holdOf(order) : undefined;
    const owed = stillOwed(order, deliveries.reports);
    const isUnconfirmed = open.size === 0 && deliveries.areClosed && owed.length > 0;
    if (hold || isUnconfirmed) {
      const text = `nothing is confirmed for line ${unconfirmed(order).join(', ')}`;
      const { code, text: why } = hold ?? { code: 'B-NOT-CONFIRMED' as const, text };
      await ask(
        'hold',
        { code, text: why },
        {
          step: 'read order',
          impact: atRisk(order, owed),
          until: () => run.inbox.has(news),
          recheckAt: Date.now() + recheckAfter(policy.shipping.holdRecheckMs, fruitless),
        },
      );
      fruitless += 1;
      order = await readOrder();
      return true;
    }
    fruitless = 0;
    settle('hold');
    for (const [plant, lines] of open) {
      if (!(await isServed(plant))) return true;
      await deliveries.create(plant, lines);
    }
    return false;
  }

  async function isServed(plant: string): Promise<boolean> {
    if (plants[plant]) {
      settle('plant');
      return true;
    }
    const text = `the landscape has no plant ${plant} in company ${company}`;
    await ask('plant', { code: 'C-MAPPING', text }, { step: 'create delivery', until: () => run.inbox.has(news) });
    return false;
  }

  /** A delivery that was cancelled for itself: its goods are still owed, and a person says whether they still are wanted. */
  async function faceCancelled(): Promise<boolean> {
    const cancelled = deliveries.unansweredCancel();
    if (!cancelled) return false;
    const { deliveryNo } = cancelled;
    const choice = await ask(
      'delivery cancelled',
      { code: 'B-DELIVERY-CANCELLED', text: `delivery ${deliveryNo} was cancelled` },
      { step: 'create delivery', decision: 'delivery cancelled', impact: atRisk(order, cancelled.lines) },
    );
    if (choice === 'RETRY') return true;
    deliveries.answered(deliveryNo);
    if (choice === 'REJECT_LINES') {
      await rejectLines(cancelled.lines.map(({ salesOrderLine }) => salesOrderLine));
      order = await readOrder();
    }
    return true;
  }

  /** The order wants less than is under way: its deliveries are told; what has left stays (domain: after goods issue, refuse). */
  async function faceChange(): Promise<void> {
    const wanted = reductions(order, deliveries.reports);
    const text = JSON.stringify(wanted);
    if (wanted.length > 0 && text !== askedOf) {
      askedOf = text;
      for (const { deliveryNo, lines } of wanted) await deliveries.change(deliveryNo, lines);
    }
    const refused = deliveries.unansweredRefusal('change');
    if (!refused) return settle('change');
    const choice = await ask(
      'change',
      { code: 'B-CHANGE-TOO-LATE', text: `delivery ${refused.deliveryNo}: ${refused.refused?.why}` },
      { step: 'read order', decision: 'change too late', until: () => run.inbox.has(news) },
    );
    if (choice === 'KEEP') deliveries.answered(refused.deliveryNo);
  }

  async function rejectLines(lines: string[]): Promise<void> {
    const message = { salesOrderNo, lines: [...new Set(lines)], reason: 'cancelled' };
    await step('reject lines', erp.rejectLines(message), { entity: message.lines.join(' ') });
  }

  async function waitForNews(): Promise<void> {
    const heard = deliveries.heard;
    await pause(() => deliveries.heard !== heard || run.inbox.has(news), {
      what: 'its deliveries',
      from: 'the plants',
    });
  }

  function showProgress(): void {
    const { reports } = deliveries;
    const live = reports.filter(({ progress }) => progress !== 'CANCELLED');
    const allShipped = openLines(order, reports).size === 0 && live.every(hasShipped);
    if (live.length > 0 && allShipped) enter(live.every(isBilled) ? 'INVOICED' : 'SHIPPED');
    else if (live.some(hasShipped)) enter('PARTIALLY_SHIPPED');
    kit.show({ fulfilment: deliveries.fulfilment(order) });
  }

  /** Takes back every delivery that is still here, the newest first. What has left is delivered, or returned. */
  async function cancel(): Promise<void> {
    enter('CANCELLING');
    deliveries.forgetRefusals();
    await undoAll();
    const lines = order?.lines.filter(({ rejected }) => !rejected).map(({ line }) => line) ?? [];
    if (lines.length > 0) await rejectLines(lines);
    if (!deliveries.reports.some(({ progress }) => progress !== 'CANCELLED')) return enter('CANCELLED');
    enter('RETURN_PATH');
    const choice = await decideAboutGoods();
    run.goOn('what has left cannot be taken back');
    while (!deliveries.areClosed) await waitForNews();
    enter(choice === 'RETURN' ? 'RETURNING' : 'CLOSED');
  }

  async function decideAboutGoods(): Promise<string> {
    const left = deliveries.reports.filter(hasShipped);
    const text = `delivery ${left.map(({ deliveryNo }) => deliveryNo).join(', ')} has left`;
    for (;;) {
      const impact = atRisk(
        order,
        left.flatMap(({ lines }) => lines),
      );
      const choice = await ask(
        'goods have left',
        { code: 'B-DEPARTED', text },
        { step: 'create delivery', decision: 'goods have left', impact },
      );
      if (choice !== 'RETRY') return choice;
    }
  }
}

const isBilled = ({ progress }: DeliveryReport): boolean => progress === 'BILLED' || progress === 'CLOSED';
