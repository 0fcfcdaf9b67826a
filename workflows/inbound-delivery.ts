import { idSegment } from '../contracts/ids.js';
import { inboundDelivery as contract, type InboundDeliveryInput } from '../contracts/processes/inbound-delivery.js';
import type { RunView } from '../contracts/view.js';
import { erp, now, openRun } from './kit/index.js';
import { tell } from './kit/peers.js';
import { hasArrived, orderRunOf, progressOf, report, type About } from './receiving/about.js';
import { adviseSupplier } from './receiving/advice.js';
import { IsUsed } from './receiving/bring-back.js';
import { expectAtWarehouse } from './receiving/expected.js';
import { awaitDecisions, refuseOtherDecisions } from './receiving/inspection.js';
import { awaitPutAway } from './receiving/put-away.js';
import { postCounts } from './receiving/counting.js';
import { receive } from './receiving/receive.js';

/** Carries what a supplier has announced from the dock through inspection to the shelf, and into the books. */
export async function inboundDelivery(input: InboundDeliveryInput): Promise<RunView> {
  const { company, plant, inboundDeliveryNo, purchaseOrderNo, notice, policy, requestedBy } = input;
  let about: About | undefined;

  const kit = openRun({
    contract,
    policy,
    key: { process: contract.process, company, plant, key: idSegment(inboundDeliveryNo) },
    async onPeer(message, run) {
      if (message.type === 'report' && about) await report(about, progressOf(about));
      if (message.type !== 'cancel') return;
      const why =
        message.unlessArrived && about && hasArrived(about) ? 'its goods are here' : run.askCancel(message.by);
      if (why !== undefined && about) await refuse(about, why);
    },
  });
  const { enter, note, step, undoAll, process } = kit;

  return process(async () => {
    note({ type: 'started', at: now(), by: requestedBy });
    note({ type: 'number', at: now(), kind: 'inbound delivery', number: inboundDeliveryNo });
    note({ type: 'number', at: now(), kind: 'purchase order', number: purchaseOrderNo });
    note({ type: 'related', at: now(), runId: orderRunOf(input), what: 'purchase order' });
    about = await takeOver();
    await report(about, 'OPEN');
    await expectAtWarehouse(about);
    await receive(about);
    about.isReceived = true;
    await report(about, 'RECEIVED');
    await adviseSupplier(about);
    const received = about;
    await awaitDecisions(received, (decided) => mended(received, decided));
    await awaitPutAway(received, (decided) => mended(received, decided));
    enter('COMPLETE');
    await report(about, 'CLOSED');
  }, cancel);

  /** However early it is cancelled, what the ERP has of it goes. */
  async function takeOver(): Promise<About> {
    const ref = { plant, inboundDeliveryNo };
    if (notice) kit.undos.announce('take over delivery', { call: erp.deleteInboundDelivery(ref) });
    for (;;) {
      const order = await step('take over delivery', erp.readPurchaseOrder({ purchaseOrderNo }));
      if (order) return aboutOf(order);
      const text = `${policy.systems.erp.id} does not know purchase order ${purchaseOrderNo}`;
      await kit.ask('order', { code: 'C-ORDER-INVALID', text }, { step: 'take over delivery' });
    }
  }

  function aboutOf(order: About['order']): About {
    return {
      ...{ kit, policy, company, plant, inboundDeliveryNo, purchaseOrderNo, notice, order, items: {} },
      ...{ posted: new Map(), documents: new Map(), inspections: [], excess: [], unordered: new Map() },
      ...{ isReceived: false, advices: 0, advised: '' },
    };
  }

  /** A count that was mended after the truck was closed is posted, and the supplier told; another decision is refused. */
  async function mended(of: About, decided: Set<string>): Promise<void> {
    await refuseOtherDecisions(of, decided);
    await postCounts(of);
    await adviseSupplier(of);
  }

  async function cancel(): Promise<void> {
    enter('CANCELLING');
    try {
      await undoAll();
      enter('COMPENSATED');
      await ended('CANCELLED');
    } catch (failure) {
      if (!(failure instanceof IsUsed)) throw failure;
      enter('CANCEL_DECISION');
      await keepWhatIsUsed(failure.message);
      enter('COMPENSATED_PARTIAL');
      await ended('CANCELLED_PARTIAL');
    }
  }

  async function keepWhatIsUsed(text: string): Promise<void> {
    const asking = { step: 'bring back', decision: 'not returnable', retry: false } as const;
    for (let choice = 'RETRY'; choice === 'RETRY'; ) {
      choice = await kit.ask('not returnable', { code: 'B-RECEIPT-CONSUMED', text }, asking);
    }
  }

  async function ended(progress: 'CANCELLED' | 'CANCELLED_PARTIAL'): Promise<void> {
    if (about) return report(about, progress);
    const unread = { runId: kit.run.id, inboundDeliveryNo, plant, progress, lines: [] };
    await tell(orderRunOf(input), { type: 'inbound', report: unread });
  }

  async function refuse(of: About, why: string): Promise<void> {
    of.refused = why;
    await report(of, progressOf(of));
  }
}
