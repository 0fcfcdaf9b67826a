import type { SalesOrder } from '../contracts/entities/sales-order.js';
import type { Trouble } from '../contracts/errors.js';
import { idSegment } from '../contracts/ids.js';
import { shipToCash as contract, type ShipToCashInput } from '../contracts/processes/ship-to-cash.js';
import type { RunView } from '../contracts/view.js';
import { holdOf } from '../decisions/holds.js';
import { hasShipped, openLines, type OrderLineQuantity, reductions, stillOwed } from '../decisions/open-lines.js';
import { recheckAfter } from '../decisions/recheck.js';
import { atRisk } from './delivery/checks.js';
import { erp, now, openRun, Rejected } from './kit/index.js';
import { Deliveries } from './sales/deliveries.js';
import { DeliveryBook } from './sales/delivery-book.js';
import { openQuestions } from './sales/questions.js';

const news = ['SalesOrderChanged', 'SalesOrderReleased'] as const;

/** Carries a sales order to cash: creates its deliveries, follows them until each is billed, and the rest with them. */
export async function shipToCash(input: ShipToCashInput): Promise<RunView> {
  const { company, salesOrderNo, policy, plants, requestedBy } = input;
  const book = new DeliveryBook();
  const kit = openRun({
    contract,
    policy,
    key: { process: contract.process, company, plant: '-', key: idSegment(salesOrderNo) },
    cancelledBy: 'SalesOrderCancelRequested',
    onPeer(message) {
      if (message.type === 'delivery') book.hear(message.report);
    },
  });
  const { run, step, enter, note, ask, askAny, settle, undoAll, process } = kit;
  const deliveries = new Deliveries(kit, input, book);
  let order: SalesOrder | undefined;
  let changeTold = '';
  let fruitless = 0;
  let isOver = false;
  /** Why the ERP has kept lines that nobody wants any more. */
  let whyKept: string | undefined;

  return process(
    async () => {
      if (!order) {
        note({ type: 'started', at: now(), by: requestedBy });
        note({ type: 'number', at: now(), kind: 'sales order', number: salesOrderNo });
      }
      await deliver();
      enter('CLOSED');
    },
    cancel,
    () => !isOver && run.inbox.has(news),
  );

  /** Until everything that the order wants is delivered and billed. */
  async function deliver(): Promise<void> {
    for (;;) {
      order = await readOrder();
      const refusals = await createDeliveries(order);
      await passChangesOn(order);
      for (let isNew = false; !isNew; ) {
        showProgress(order);
        if (book.areClosed && stillOwed(order, book.all).length === 0 && !run.inbox.has(news)) return;
        isNew = await waitForNews(order, refusals);
      }
    }
  }

  /** With its deliveries: the ERP, or a person there, may have made some. */
  async function readOrder(): Promise<SalesOrder> {
    for (;;) {
      while (run.inbox.take(news));
      const found = await step('read order', erp.readSalesOrder({ salesOrderNo }));
      if (found) {
        settle('order');
        await deliveries.takeOver();
        run.desk.answer('retry', 'done', 'the order was read again');
        return found;
      }
      const text = `${policy.systems.erp.id} does not know the sales order`;
      await ask('order', { code: 'C-ORDER-INVALID', text }, { step: 'read order' });
    }
  }

  /** @returns why the ERP does not make some of them, by plant */
  async function createDeliveries(of: SalesOrder): Promise<Map<string, Trouble>> {
    const refusals = new Map<string, Trouble>();
    if (holdOf(of)) return refusals;
    book.settleUnwanted(stillOwed(of, book.all));
    const asked = book.unsettledCancel?.lines ?? [];
    const isAsked = ({ salesOrderLine: line }: OrderLineQuantity) => asked.some((one) => one.salesOrderLine === line);
    for (const [plant, open] of openLines(of, book.all)) {
      const lines = open.filter((line) => !isAsked(line));
      if (!plants[plant] || lines.length === 0) continue;
      const trouble = await deliveries.create(plant, lines);
      if (trouble) refusals.set(plant, trouble);
    }
    return refusals;
  }

  /** The order wants less than is under way: its deliveries are told; what has left stays. */
  async function passChangesOn(of: SalesOrder): Promise<void> {
    const wanted = reductions(of, book.all);
    const text = JSON.stringify(wanted);
    if (text === changeTold) return;
    changeTold = text;
    for (const { deliveryNo, lines } of wanted) await deliveries.change(deliveryNo, lines);
  }

  /** @returns whether the order is to be looked at again, and not only its deliveries */
  async function waitForNews(of: SalesOrder, refusals: Map<string, Trouble>): Promise<boolean> {
    book.settleUnwanted(stillOwed(of, book.all));
    const questions = openQuestions({ order: of, book, plants, refusals, ...(whyKept !== undefined && { whyKept }) });
    for (const { id } of run.desk.exceptions) if (!questions.some((one) => one.id === id)) settle(id);
    const { heard } = book;
    const answer = await askAny(questions, {
      what: 'its deliveries',
      from: 'the plants',
      until: () => book.heard !== heard || run.inbox.has(news),
      recheckAt: Date.now() + recheckAfter(policy.shipping.holdRecheckMs, fruitless),
    });
    const isNews = book.heard !== heard || run.inbox.has(news);
    fruitless = isNews ? 0 : fruitless + 1;
    if (answer) await carryOutDecision(answer.id, answer.choice, of);
    return answer !== undefined || run.inbox.has(news) || !isNews || openLines(of, book.all).size > 0;
  }

  async function carryOutDecision(id: string, choice: string, of: SalesOrder): Promise<void> {
    const cancelled = book.unsettledCancel;
    if (cancelled && id === `cancelled ${cancelled.deliveryNo}`) {
      const lines = cancelled.lines.map(({ salesOrderLine }) => salesOrderLine);
      const why = choice === 'REJECT_LINES' ? await rejectLines(lines) : undefined;
      // Another delivery that is still here may bring the same line: then the question stays.
      if (why === undefined) book.settle('cancel', cancelled.deliveryNo);
    }
    const refused = book.unsettledRefusal;
    if (refused && id === `change ${refused.deliveryNo}`) book.settle('change', refused.deliveryNo);
    for (const [plant, lines] of openLines(of, book.all)) {
      if (id === `plant ${plant}`) await rejectLines(lines.map(({ salesOrderLine }) => salesOrderLine));
    }
  }

  /** @returns why the ERP does not do so now */
  async function rejectLines(lines: string[]): Promise<string | undefined> {
    const message = { salesOrderNo, lines: [...new Set(lines)], reason: 'cancelled' };
    const call = erp.rejectLines(message);
    try {
      await step('reject lines', call, { entity: message.lines.join(' '), catches: ['B-REJECTED'] });
      return undefined;
    } catch (failure) {
      if (failure instanceof Rejected) return (whyKept = failure.trouble.text);
      throw failure;
    }
  }

  function showProgress(of: SalesOrder): void {
    const { live } = book;
    const allShipped = openLines(of, book.all).size === 0 && live.every(hasShipped);
    const allBilled = live.every(({ progress }) => progress === 'BILLED' || progress === 'CLOSED');
    if (live.length > 0 && allShipped) enter(allBilled ? 'INVOICED' : 'SHIPPED');
    else if (live.some(hasShipped)) enter('PARTIALLY_SHIPPED');
    kit.show({ fulfilment: book.fulfilment(of) });
  }

  /** Takes back every delivery that is still here. What has left is delivered, or returned, as a person says. */
  async function cancel(): Promise<void> {
    enter('CANCELLING');
    // Cancelled before it was read: its lines are closed all the same.
    order ??= (await step('read order', erp.readSalesOrder({ salesOrderNo }))) ?? undefined;
    if (order) await deliveries.takeOver();
    for (const { deliveryNo } of book.all) book.forget('cancel', deliveryNo);
    await undoAll();
    const isLeft = book.live.length > 0;
    const choice = isLeft && order ? await decideAboutGoods(order) : undefined;
    await rejectWhatIsOwed();
    if (!isLeft) {
      isOver = true;
      return enter('CANCELLED');
    }
    run.goOn('what has left cannot be taken back');
    if (choice === 'RETURN') await deliveries.areReturned();
    while (!book.areClosed) {
      const { heard } = book;
      await askAny([], { what: 'its deliveries', from: 'the plants', until: () => book.heard !== heard });
    }
    isOver = true;
    enter(choice === 'RETURN' ? 'RETURNING' : 'CLOSED');
  }

  async function decideAboutGoods(of: SalesOrder): Promise<string> {
    enter('RETURN_PATH');
    for (;;) {
      const numbers = book.live.map(({ deliveryNo }) => deliveryNo).join(', ');
      const choice = await ask(
        'goods have left',
        { code: 'B-DEPARTED', text: `delivery ${numbers} has left` },
        {
          step: 'create delivery',
          decision: 'goods have left',
          impact: atRisk(
            of,
            book.live.flatMap(({ lines }) => lines),
          ),
          retry: false,
        },
      );
      if (choice !== 'RETRY') return choice;
    }
  }

  /** What has not left is not to leave any more; as long as the ERP does not let it go, a person sees to it. */
  async function rejectWhatIsOwed(): Promise<void> {
    for (;;) {
      const owed = order ? stillOwed(order, book.all) : [];
      if (owed.length === 0) return settle('lines');
      const lines = owed.map(({ salesOrderLine }) => salesOrderLine);
      const text = await rejectLines(lines);
      if (text === undefined) return settle('lines');
      await ask('lines', { code: 'B-REJECTED', text }, { step: 'reject lines' });
    }
  }
}
