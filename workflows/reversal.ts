import type { ConfirmationReversal } from '../contracts/entities/confirmation.js';
import type { MovementLine } from '../contracts/entities/documents.js';
import type { Trouble } from '../contracts/errors.js';
import type { Impact } from '../contracts/view.js';
import type { PostedReport } from '../decisions/posted-reports.js';
import { type Hindrance, hindranceOf, whereItWent } from '../decisions/reversal.js';
import { erp, Rejected, wms } from './kit/index.js';
import type { ParkedLines } from './parked-lines.js';
import type { About, Kit, Meanwhile } from './short-lines.js';
import { putBack, takeOut, type TakenOut } from './take-back.js';

/** `corrected`: only what was left was taken out; the confirmation stays. */
export type Ending = { how: 'reversed' | 'rejected' } | { how: 'corrected'; quantity: string };

export interface Reversing {
  kit: Kit;
  about: About;
  reversal: ConfirmationReversal;
  /** What it takes back; lines of it may be posted meanwhile. */
  posted: () => PostedReport;
  /** The plant's day on which it was told. */
  day: string;
  meanwhile: Meanwhile;
  impact: (lines: MovementLine[]) => Impact;
}

/**
 * Takes a confirmation back, all of it or nothing: out of the warehouse first, then out of the books, the newest part
 * last (domain: reversal order). What is not there any more is a person's to decide; nothing is taken back in part in silence.
 */
export async function takeBackReport(reversing: Reversing): Promise<Ending> {
  const { kit, reversal } = reversing;
  const id = idOf(reversal);
  const out: TakenOut = { quantity: '0', isOut: false, returns: 0 };
  let refusal: Trouble | undefined;
  for (;;) {
    kit.enter('REVERSING');
    const found = await look(reversing, out);
    if (!found && !refusal) {
      refusal = await carryOut(reversing, out);
      if (refusal) continue;
      kit.settle(id);
      return { how: 'reversed' };
    }
    const hindrance = found ?? { available: '0', text: refusal?.text ?? '' };
    refusal = undefined;
    const choice = await askAbout(reversing, hindrance);
    if (choice === 'REJECT_TO_MES') {
      await putBack(reversing, out, '0');
      return { how: 'rejected' };
    }
    if (choice !== 'CORRECT_REMAINING' || !(await isApproved(reversing, hindrance))) continue;
    refusal = await correct(reversing, out, hindrance.available);
    if (!refusal) return { how: 'corrected', quantity: hindrance.available };
  }
}

/** Books and shelves, as far as they must have it yet. */
async function look({ kit, about, posted }: Reversing, out: TakenOut): Promise<Hindrance | undefined> {
  const { plant } = about;
  const { receipt, confirmationId: receiptId } = posted();
  if (!receipt) return undefined;
  const { item, lot } = receipt;
  const books = await kit.step('see stock', erp.readStock({ plant, item }), { entity: receiptId });
  const isShelved = !out.isOut && (await isPutAway(kit, plant, receiptId));
  const shelves = isShelved
    ? await kit.step('see shelves', wms.readStock({ plant, item }), { entity: receiptId })
    : undefined;
  const found = hindranceOf(receipt, books, shelves);
  if (!found || lot === undefined) return found;
  const use = await kit.step('see where it went', erp.readLotUse({ plant, item, lot }), { entity: lot });
  return { ...found, text: [found.text, ...whereItWent(use)].join('; ') };
}

async function isPutAway(kit: Kit, plant: string, receiptId: string): Promise<boolean> {
  const shown = await kit.step('read receipt', wms.readProductionReceipt({ plant, receiptId }), { entity: receiptId });
  return shown?.status === 'PUT_AWAY';
}

/** @returns why it is not possible after all: somebody was quicker */
async function carryOut(reversing: Reversing, out: TakenOut): Promise<Trouble | undefined> {
  const { kit, about, posted, reversal, day: date } = reversing;
  const { plant } = about;
  const { confirmationId, confirmation, receipt } = posted();
  try {
    if (receipt && !out.isOut) await takeOut(reversing, out, receipt.quantity);
    if (confirmation) {
      const message = { plant, confirmation, date };
      const how = { entity: `${confirmationId} ${reversal.confirmationId}`, catches: ['B-STOCK-SHORT'] as const };
      await kit.step('cancel confirmation', erp.cancelConfirmation(message), how);
    }
  } catch (failure) {
    if (failure instanceof Rejected) return failure.trouble;
    throw failure;
  }
  for (const document of posted().documents) {
    const cancel = erp.cancelGoodsMovement({ plant, document, date });
    await kit.step('cancel movement', cancel, { entity: `${document.number} ${document.year ?? ''}`.trim() });
  }
  return undefined;
}

async function askAbout({ kit, reversal, posted, meanwhile, impact }: Reversing, found: Hindrance): Promise<string> {
  const { confirmationId, receipt } = posted();
  const isAnyLeft = found.available !== '0';
  kit.enter('BLOCKED');
  await meanwhile.serve();
  const text = `confirmation ${confirmationId} cannot be reversed: ${found.text}`;
  return kit.ask(
    idOf(reversal),
    { code: 'B-REVERSAL-BLOCKED', text },
    {
      step: 'cancel confirmation',
      decision: isAnyLeft ? 'reversal blocked' : 'reversal blocked, nothing left',
      impact: impact(receipt ? [receipt] : []),
      until: () => meanwhile.due(),
      recheckAt: Date.now() + kit.run.policy.production.parkedRecheckMs,
    },
  );
}

async function isApproved({ kit, reversal, posted }: Reversing, { available }: Hindrance): Promise<boolean> {
  const { confirmationId, receipt } = posted();
  const goods = `${available} ${receipt?.quantity.uom ?? ''} of ${receipt?.item ?? ''}`;
  const text = `${goods} are to be taken out of stock; confirmation ${confirmationId} stays as it is`;
  const about = { step: 'correct receipt', decision: 'correction', retry: false } as const;
  for (;;) {
    const choice = await kit.ask(
      `correction ${reversal.confirmationId}`,
      { code: 'B-CORRECTION-APPROVAL', text },
      about,
    );
    if (choice !== 'RETRY') return choice === 'APPROVE';
  }
}

/** By a document of its own: the confirmation stays, and with it what was used. */
async function correct(reversing: Reversing, out: TakenOut, available: string): Promise<Trouble | undefined> {
  const { kit, about, posted, reversal, day } = reversing;
  const { plant, orderNo } = about;
  const { receipt } = posted();
  if (!receipt) return undefined;
  const quantity = { ...receipt.quantity, value: available };
  const movement = { ...receipt, line: 'correction', type: 'GR_PRODUCTION_LESS' as const, quantity };
  const posting = { plant, orderNo, documentDate: day, postingDate: day, text: reversal.confirmationId };
  const call = erp.postGoodsMovement({ ...posting, movements: [movement] });
  try {
    if (out.isOut) await putBack(reversing, out, available);
    else await takeOut(reversing, out, quantity);
    const entity = `${reversal.confirmationId} ${available}`;
    await kit.step('correct receipt', call, { entity, catches: ['B-STOCK-SHORT'] });
  } catch (failure) {
    if (!(failure instanceof Rejected)) throw failure;
    await putBack(reversing, out, '0');
    return failure.trouble;
  }
  kit.settle(idOf(reversal));
  return undefined;
}

const idOf = ({ confirmationId }: ConfirmationReversal): string => `reversal ${confirmationId}`;

/** What goes on while a reversal waits: material that is brought, and lines that can be posted now. */
export const meanwhileOf = (kit: Kit, parked: ParkedLines, replenishment: Meanwhile): Meanwhile => ({
  due: () => replenishment.due() || kit.run.inbox.has(['StockChanged']),
  async serve() {
    await replenishment.serve();
    await parked.retryDue();
  },
});
