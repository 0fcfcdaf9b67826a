import { idSegment, runId } from '../contracts/ids.js';
import {
  outboundDelivery as contract,
  type OutboundDeliveryInput,
  type OutboundDeliveryState,
} from '../contracts/processes/outbound-delivery.js';
import type { RunView } from '../contracts/view.js';
import { hasReached, whereabouts } from '../decisions/tracking.js';
import { progressOf, refuse, report, showFulfilment, type About } from './delivery/about.js';
import { pastHolds, takeOver } from './delivery/checks.js';
import { followToCash } from './delivery/follow.js';
import { bookFreight } from './delivery/freight.js';
import { accrueFreight, issueGoods, isTold } from './delivery/goods-issue.js';
import { forgetUndone, HasLeft } from './delivery/undoing.js';
import { adoptIssued } from './delivery/issued-elsewhere.js';
import { ON_THE_TRUCK, pickPackAndLoad } from './delivery/warehouse.js';
import { erp, now, openRun, transport, wms } from './kit/index.js';
import { tell } from './kit/peers.js';

/** Carries one delivery from the warehouse over the carrier to the customer, and to its invoice. */
export async function outboundDelivery(input: OutboundDeliveryInput): Promise<RunView> {
  const { company, plant, deliveryNo, policy, requestedBy } = input;
  const ref = { plant, deliveryNo };
  let about: About | undefined;
  /** What the order wanted before the delivery was read. */
  let early: About['change'];
  let cancelledBy: string | undefined;

  const kit = openRun({
    contract,
    policy,
    key: { process: contract.process, company, plant, key: idSegment(deliveryNo) },
    cancelRefusal: () =>
      about?.departed ? 'the goods have left: they can only come back by a returns order' : undefined,
    async onPeer(message, run) {
      if (message.type === 'cancel') {
        cancelledBy = message.by;
        const why = run.askCancel(message.by);
        if (why !== undefined && about) await refuse(about, 'cancel', why);
      }
      if (message.type === 'report' && about) await report(about, progressOf(about));
      if (message.type === 'returned' && about) about.returned = true;
      if (message.type !== 'change') return;
      if (!about) early = message.lines;
      else if (!about.shippedAt && !about.departed) about.change = message.lines;
      else await refuse(about, 'change', ON_THE_TRUCK);
    },
  });
  const { enter, note, run, step, undoAll, process } = kit;
  const orderRun = (key: string) => runId({ process: 'ship-to-cash', company, plant: '-', key });

  return process(async () => {
    note({ type: 'started', at: now(), by: requestedBy });
    // However early it is cancelled, it does not stay in the ERP.
    kit.undos.announce('take over delivery', { call: erp.deleteDelivery(ref) });
    const found = await takeOver(kit, ref);
    about = aboutOf(found);
    for (const [kind, number] of [
      ['delivery', deliveryNo],
      ['sales order', found.order.salesOrderNo],
    ] as const)
      note({ type: 'number', at: now(), kind, number });
    note({ type: 'related', at: now(), runId: orderRun(found.order.salesOrderNo), what: 'sales order' });
    showFulfilment(about);
    await report(about, 'OPEN');
    Object.assign(about, await pastHolds(kit, found, policy.shipping.holdRecheckMs));
    await ship(about);
  }, cancel);

  function aboutOf(found: Pick<About, 'delivery' | 'order'>): About {
    return {
      kit,
      policy,
      ...ref,
      orderRun,
      ...found,
      version: 0,
      releaseDue: false,
      unpicks: 0,
      notices: 0,
      returned: false,
      freightSettled: false,
      freightAsks: false,
      packed: false,
      departed: false,
      done: new Set(),
      orderLines: new Map(),
      ...(early && { change: early }),
    };
  }

  /** Also where it goes on after a cancel that came too late: what is done already is not done again. */
  async function ship(of: About): Promise<void> {
    if (of.delivery.goodsIssue && !of.issuedAt) await adoptIssued(of);
    if (!isTold(of) || !of.freightSettled) await run.beside(...toTheTruck(of));
    await accrueFreight(of);
    await followToCash(of);
    enter('CLOSED');
    await report(of, 'CLOSED');
  }

  function toTheTruck(of: About): (() => Promise<void>)[] {
    return [
      ...(isTold(of) ? [] : [() => loadAndIssue(of)]),
      ...(of.freightSettled && of.shippedAt ? [] : [() => bookFreight(of)]),
    ];
  }

  /** What has left is issued, whoever carries it: freight is settled beside it, if need be afterwards. */
  async function loadAndIssue(of: About): Promise<void> {
    if (!of.shippedAt) await pickPackAndLoad(of);
    if (!of.issuedAt) enter('LOADED');
    await issueGoods(of);
  }

  async function cancel(): Promise<void> {
    enter('CANCELLING');
    about ??= await lookUp();
    if (about && (await hasLeft(about))) return tooLate(about);
    try {
      await undoAll();
    } catch (failure) {
      if (!(failure instanceof HasLeft) || !about) throw failure;
      forgetUndone(about);
      return tooLate(about);
    }
    enter('CANCELLED');
    if (about) await report(about, 'CANCELLED');
    else if (cancelledBy !== undefined) {
      const unread = { runId: run.id, deliveryNo, plant, progress: 'CANCELLED' as const, lines: [] };
      await tell(cancelledBy, { type: 'delivery', report: unread });
    }
  }

  /** Of what has left nothing is undone: it goes on to the customer. */
  async function tooLate(of: About): Promise<void> {
    of.departed = true;
    run.goOn('the goods have left: they can only come back by a returns order');
    enter(stageOf(of));
    await refuse(of, of.unwanted ? 'change' : 'cancel', 'the goods have left');
    await ship(of);
  }

  /** Cancelled before it was read: its order is to hear of it all the same. */
  async function lookUp(): Promise<About | undefined> {
    const delivery = await step('take over delivery', erp.readDelivery(ref));
    if (!delivery) return undefined;
    const order = await step('read order', erp.readSalesOrder({ salesOrderNo: delivery.salesOrderNo }));
    return order ? aboutOf({ delivery, order }) : undefined;
  }

  /** Looked at before anything is undone: of what has left, nothing can be. */
  async function hasLeft(of: About): Promise<boolean> {
    if (of.departed || of.delivery.goodsIssue) return true;
    if (of.load) {
      const events = await step('read tracking', transport.readTracking({ loadId: of.load.loadId }));
      return hasReached(whereabouts(events, deliveryNo), 'PICKED_UP');
    }
    if (of.version === 0 || !of.freightSettled) return false;
    const warehouse = await step('read warehouse order', wms.readOutbound(ref));
    return warehouse?.status === 'SHIPPED';
  }
}

/** Where it is, when a cancel comes too late. */
function stageOf({ billed, issuedAt, shippedAt, version }: About): OutboundDeliveryState {
  if (billed) return 'INVOICED';
  if (issuedAt) return 'IN_TRANSIT';
  if (shippedAt) return 'LOADED';
  return version > 0 ? 'PICKING' : 'CHECKED';
}
