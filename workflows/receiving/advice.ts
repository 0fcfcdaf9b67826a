import { expectedVariance, summaryOf } from '../../decisions/receipt-summary.js';
import { now, supplier } from '../kit/index.js';
import { linesHere, type About } from './about.js';
import { announce } from './bring-back.js';

/**
 * The supplier learns what was received, and accounts payable what an invoice for everything announced would be too
 * much; we neither block nor pay one (domain: three-way match stays in the ERP). Told again where a count was mended.
 */
export async function adviseSupplier(about: About): Promise<void> {
  const { notice, receipt, kit } = about;
  const lines = summaryOf(notice?.lines ?? [], receipt?.counts ?? [], linesHere(about));
  const text = JSON.stringify(lines);
  if (text === about.advised) return;
  about.advised = text;
  const variance = expectedVariance(lines, linesHere(about));
  if (variance) kit.note({ type: 'value', at: now(), what: 'expected invoice variance', ...variance });
  await send(about, lines);
}

async function send(about: About, lines: ReturnType<typeof summaryOf>): Promise<void> {
  const { kit, policy, order, purchaseOrderNo, inboundDeliveryNo, notice, receipt } = about;
  if (!policy.systems.supplier || lines.length === 0) return;
  if (!kit.run.undoing) await announce(about, 'advise supplier', { by: () => sendCorrection(about) });
  about.advices += 1;
  const packingSlip = notice?.packingSlip ?? receipt?.packingSlip ?? inboundDeliveryNo;
  const advice = {
    supplier: order.supplier,
    purchaseOrderNo,
    packingSlip,
    inboundDeliveryNo,
    sequence: about.advices,
    lines,
  };
  await kit.step('advise supplier', supplier.sendReceivingAdvice(advice), { entity: String(about.advices) });
}

/** Of what was announced, nothing is kept. */
const sendCorrection = (about: About): Promise<void> =>
  send(about, summaryOf(about.notice?.lines ?? [], [], linesHere(about)));
