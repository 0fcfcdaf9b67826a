import type { PurchaseOrder } from '../contracts/entities/purchase-order.js';
import { idSegment } from '../contracts/ids.js';
import { procureToReceive as contract, type ProcureToReceiveInput } from '../contracts/processes/procure-to-receive.js';
import type { RunView } from '../contracts/view.js';
import { fulfilmentOf } from '../decisions/fulfilment.js';
import { isReceived, standingLines } from '../decisions/purchase-order.js';
import { recheckAfter } from '../decisions/recheck.js';
import { erp, now, openRun } from './kit/index.js';
import { takeNews } from './kit/news.js';
import { InboundBook } from './purchasing/inbound-book.js';
import { InboundDeliveries } from './purchasing/inbound-deliveries.js';
import { Notices } from './purchasing/notices.js';
import { SupplierWord } from './purchasing/supplier-word.js';

const orderNews = ['PurchaseOrderChanged', 'PurchaseOrderReleased'] as const;
const news = [...orderNews, 'PurchaseOrderAnswered', 'SupplierNoticeReceived', 'UnannouncedReceipt'] as const;

/** Carries a purchase order from the supplier to stock: sends it, matches what is announced, follows each delivery. */
export async function procureToReceive(input: ProcureToReceiveInput): Promise<RunView> {
  const { company, purchaseOrderNo, policy, requestedBy } = input;
  const book = new InboundBook();
  const kit = openRun({
    contract,
    policy,
    key: { process: contract.process, company, plant: '-', key: idSegment(purchaseOrderNo) },
    cancelledBy: 'PurchaseOrderCancelRequested',
    onPeer(message) {
      if (message.type === 'inbound') book.hear(message.report);
    },
  });
  const { run, step, enter, note, ask, askAny, settle, undoAll, process } = kit;
  const deliveries = new InboundDeliveries(kit, input, book);
  const notices = new Notices(kit, input, deliveries);
  const supplierWord = new SupplierWord(kit, input);
  let fruitless = 0;

  return process(async () => {
    note({ type: 'started', at: now(), by: requestedBy });
    note({ type: 'number', at: now(), kind: 'purchase order', number: purchaseOrderNo });
    await procure();
    enter('CLOSED');
  }, cancel);

  /** Until all that was ordered is received, decided and put away, or no more of it is expected. */
  async function procure(): Promise<void> {
    for (;;) {
      const order = await readOrder();
      await supplierWord.send(order);
      await supplierWord.hear();
      if (await notices.take(order)) supplierWord.accepted();
      await completeLines(order, ({ line }) => !book.isOnItsWay(line));
      showProgress(order);
      if (isOver(order)) return;
      await waitForNews();
    }
  }

  async function readOrder(): Promise<PurchaseOrder> {
    for (;;) {
      await takeNews(run, orderNews);
      const order = await step('read order', erp.readPurchaseOrder({ purchaseOrderNo }));
      if (order?.released) {
        settle('order');
        run.desk.answer('retry', 'done', 'the order was read again');
        return order;
      }
      const what = order ? `purchase order ${purchaseOrderNo} is not released` : `does not know ${purchaseOrderNo}`;
      const text = `${policy.systems.erp.id}: ${what}`;
      const until = () => run.inbox.has(orderNews);
      const recheckAt = Date.now() + policy.receiving.orderRecheckMs;
      await ask('order', { code: 'C-ORDER-INVALID', text }, { step: 'read order', until, recheckAt });
    }
  }

  /** domain: a line within its tolerance is complete, and the ERP is told, once. */
  async function completeLines(order: PurchaseOrder, may: (line: { line: string }) => boolean): Promise<void> {
    const done = standingLines(order).filter((line) => !line.deliveryComplete && isReceived(line) && may(line));
    if (done.length > 0) await complete(order, done);
  }

  async function complete(order: PurchaseOrder, done: PurchaseOrder['lines']): Promise<void> {
    const lines = done.map(({ line }) => line);
    await step('set delivery complete', erp.setDeliveryComplete({ purchaseOrderNo, lines }), {
      entity: lines.join(' '),
    });
    for (const line of order.lines) if (lines.includes(line.line)) line.deliveryComplete = true;
  }

  function isOver(order: PurchaseOrder): boolean {
    const isComplete = standingLines(order).every(({ deliveryComplete }) => deliveryComplete);
    return isComplete && book.areClosed && notices.questions().length === 0 && !run.inbox.has(news);
  }

  function showProgress(order: PurchaseOrder): void {
    const lines = standingLines(order);
    const isAny = lines.some(({ received }) => Number(received.value) > 0);
    if (lines.every(isReceived)) enter('FULLY_RECEIVED');
    else enter(isAny ? 'PARTIALLY_RECEIVED' : 'OPEN');
    const shown = lines.map(({ quantity: ordered, received }) => ({
      ordered,
      picked: received.value,
      shipped: received.value,
    }));
    if (shown.length > 0) kit.show({ fulfilment: fulfilmentOf(shown) });
  }

  async function waitForNews(): Promise<void> {
    const questions = [...supplierWord.questions(), ...notices.questions()];
    for (const { id } of run.desk.exceptions) if (!questions.some((one) => one.id === id)) settle(id);
    const { heard } = book;
    const until = () => book.heard !== heard || run.inbox.has(news) || run.inbox.isBehind;
    const recheckAt = Date.now() + recheckAfter(policy.receiving.orderRecheckMs, fruitless);
    const answer = await askAny(questions, {
      what: book.all.length > 0 ? 'its deliveries' : 'the supplier’s notice',
      from: 'the supplier',
      until,
      recheckAt: Math.min(supplierWord.dueAt ?? recheckAt, recheckAt),
    });
    fruitless = until() || answer ? 0 : fruitless + 1;
    if (answer?.id === 'supplier') supplierWord.accepted();
    else if (answer) notices.decide(answer.id, answer.choice);
  }

  async function cancel(): Promise<void> {
    enter('CANCELLING');
    if (book.hasGoods && (await decideAboutGoods()) === 'KEEP') return keep();
    enter('CANCELLING');
    await undoAll();
    if (book.live.length > 0) return keep();
    enter('CANCELLED');
  }

  async function decideAboutGoods(): Promise<string> {
    enter('CANCEL_DECISION');
    const here = book.live.filter(({ progress }) => progress !== 'OPEN').map((one) => one.inboundDeliveryNo);
    const question = { code: 'B-INBOUND-ARRIVED' as const, text: `goods of ${here.join(', ')} are here` };
    const asking = { step: 'create inbound delivery', decision: 'goods are here', retry: false } as const;
    for (;;) {
      const choice = await ask('goods are here', question, asking);
      if (choice !== 'RETRY') return choice;
    }
  }

  /** What has come stays, and is carried to its place; no more is expected. */
  async function keep(): Promise<void> {
    run.goOn('what has come stays');
    const order = await readOrder();
    const open = standingLines(order).filter(({ deliveryComplete }) => !deliveryComplete);
    if (open.length > 0) await complete(order, open);
    await procure();
    enter('CLOSED');
  }
}
