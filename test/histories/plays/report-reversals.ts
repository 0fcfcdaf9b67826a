import type { TestPlant } from '../../setup/plant.js';
import { type Plays, posted } from './play.js';
import { makeLocally } from './report-decisions.js';

const asks = (plant: TestPlant, orderNo: string, code: string) =>
  plant.until('inventory', orderNo, (view) => view.exceptions.some((one) => one.code === code));

const decide = (plant: TestPlant, orderNo: string, choice: string) =>
  plant.act('inventory', orderNo, 'decide', { payload: { choice } });

const placeOf = (orderNo: string) => ({ location: '0001', batch: `L-${orderNo}` });

/** 50 made into a lot of its own. @returns the confirmation's number */
async function make(plant: TestPlant, orderNo: string): Promise<string> {
  makeLocally(plant, orderNo);
  const consumption = [{ item: 'RM-10', mode: 'ACTUAL' as const, qty: { value: '50', uom: 'EA' } }];
  const { confirmationId } = plant.mes.confirm(orderNo, { yield: '50', lot: `L-${orderNo}`, consumption });
  await posted(plant, orderNo, '50');
  return confirmationId;
}

/** So many of them have left before they are reversed. */
async function reverseShort(plant: TestPlant, orderNo: string, gone: string): Promise<string> {
  const confirmationId = await make(plant, orderNo);
  plant.sap.issueStock('FG-1000', gone, placeOf(orderNo));
  plant.mes.reverse(orderNo, confirmationId);
  await asks(plant, orderNo, 'B-REVERSAL-BLOCKED');
  return confirmationId;
}

async function takeBack(plant: TestPlant, orderNo: string, confirmationId: string): Promise<void> {
  await asks(plant, orderNo, 'B-TAKE-BACK');
  plant.wms.takeBack(confirmationId);
}

const again = async (plant: TestPlant, orderNo: string, yielded: string): Promise<void> => {
  plant.mes.confirm(orderNo, { yield: '5' });
  await posted(plant, orderNo, yielded);
};

/** A blocked lot that was used. */
async function useBlocked(plant: TestPlant, orderNo: string): Promise<void> {
  const lot = `RM-${orderNo}`;
  makeLocally(plant, orderNo);
  plant.sap.receiveStock('RM-10', '60', { location: 'LINE', batch: lot });
  plant.sap.blockStock('RM-10', '60', { location: 'LINE', batch: lot });
  const consumption = [{ item: 'RM-10', mode: 'ACTUAL' as const, lot, qty: { value: '60', uom: 'EA' } }];
  plant.mes.confirm(orderNo, { yield: '60', lot: `L-${orderNo}`, consumption });
  await asks(plant, orderNo, 'B-LOT-STATUS');
}

/** Confirmations that the MES takes back, and what may not be used. */
export const reportReversals = {
  async 'being-taken-back'(plant, orderNo) {
    plant.mes.reverse(orderNo, await make(plant, orderNo));
    await asks(plant, orderNo, 'B-TAKE-BACK');
  },

  async 'reversed'(plant, orderNo) {
    const confirmationId = await make(plant, orderNo);
    plant.mes.reverse(orderNo, confirmationId);
    await takeBack(plant, orderNo, confirmationId);
    await posted(plant, orderNo, '0');
    plant.mes.reverse(orderNo, confirmationId);
    await again(plant, orderNo, '5');
  },

  async 'reversed-as-was-seen'(plant, orderNo) {
    plant.mes.reverse(orderNo, await make(plant, orderNo));
    await asks(plant, orderNo, 'B-TAKE-BACK');
    await decide(plant, orderNo, 'TAKEN_BACK');
    await posted(plant, orderNo, '0');
  },

  async 'reversal-reply-lost'(plant, orderNo) {
    const confirmationId = await make(plant, orderNo);
    const { number = '' } =
      plant.sap.ledger().confirmations.find((one) => one.orderNo === orderNo && one.reverses === undefined) ?? {};
    const path = `CancelProdnOrdConf.*${number.split('/')[0]}`;
    plant.sap.faults.ask({ kind: 'commit-then-cut', method: 'POST', path });
    plant.mes.reverse(orderNo, confirmationId);
    await takeBack(plant, orderNo, confirmationId);
    await posted(plant, orderNo, '0');
  },

  async 'reversal-blocked'(plant, orderNo) {
    await reverseShort(plant, orderNo, '30');
  },

  async 'reversal-waited-for'(plant, orderNo) {
    const confirmationId = await reverseShort(plant, orderNo, '30');
    await decide(plant, orderNo, 'WAIT_FOR_RETURN');
    plant.sap.receiveStock('FG-1000', '30', placeOf(orderNo));
    await takeBack(plant, orderNo, confirmationId);
    await posted(plant, orderNo, '0');
  },

  async 'reversal-corrected'(plant, orderNo) {
    const confirmationId = await reverseShort(plant, orderNo, '30');
    await decide(plant, orderNo, 'CORRECT_REMAINING');
    await asks(plant, orderNo, 'B-CORRECTION-APPROVAL');
    await decide(plant, orderNo, 'REFUSE');
    await asks(plant, orderNo, 'B-REVERSAL-BLOCKED');
    await decide(plant, orderNo, 'CORRECT_REMAINING');
    await asks(plant, orderNo, 'B-CORRECTION-APPROVAL');
    await decide(plant, orderNo, 'APPROVE');
    await takeBack(plant, orderNo, confirmationId);
    await again(plant, orderNo, '55');
  },

  async 'reversal-rejected'(plant, orderNo) {
    await reverseShort(plant, orderNo, '30');
    await decide(plant, orderNo, 'REJECT_TO_MES');
    await again(plant, orderNo, '55');
  },

  async 'reversal-of-what-is-gone'(plant, orderNo) {
    await reverseShort(plant, orderNo, '50');
    await decide(plant, orderNo, 'WAIT_FOR_RETURN');
    await asks(plant, orderNo, 'B-REVERSAL-BLOCKED');
    await decide(plant, orderNo, 'REJECT_TO_MES');
    await again(plant, orderNo, '55');
  },

  /** Somebody is quicker than the cancellation: what was taken out is put away again. */
  async 'reversal-overtaken'(plant, orderNo) {
    const confirmationId = await make(plant, orderNo);
    plant.mes.reverse(orderNo, confirmationId);
    await asks(plant, orderNo, 'B-TAKE-BACK');
    plant.sap.issueStock('FG-1000', '10', placeOf(orderNo));
    plant.wms.takeBack(confirmationId);
    await asks(plant, orderNo, 'B-REVERSAL-BLOCKED');
    await decide(plant, orderNo, 'REJECT_TO_MES');
    await again(plant, orderNo, '55');
  },

  async 'reversal-before-its-original'(plant, orderNo) {
    makeLocally(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '5' });
    await posted(plant, orderNo, '5');
    plant.mes.reverse(orderNo, `${orderNo}-2`);
    await asks(plant, orderNo, 'B-REVERSAL-UNKNOWN');
    plant.mes.confirm(orderNo, { yield: '50', lot: `L-${orderNo}`, confirmationId: `${orderNo}-2` });
    await takeBack(plant, orderNo, `${orderNo}-2`);
    await posted(plant, orderNo, '5');
  },

  async 'reversal-unknown'(plant, orderNo) {
    await make(plant, orderNo);
    plant.mes.reverse(orderNo, `${orderNo}-9`);
    await asks(plant, orderNo, 'B-REVERSAL-UNKNOWN');
    await decide(plant, orderNo, 'REJECT_TO_MES');
    await again(plant, orderNo, '55');
  },

  async 'reversal-reversed'(plant, orderNo) {
    const confirmationId = await make(plant, orderNo);
    const reversal = plant.mes.reverse(orderNo, confirmationId);
    await takeBack(plant, orderNo, confirmationId);
    await posted(plant, orderNo, '0');
    plant.mes.reverse(orderNo, reversal.confirmationId);
    await asks(plant, orderNo, 'B-REVERSAL-REVERSED');
    await decide(plant, orderNo, 'REJECT_TO_MES');
    await again(plant, orderNo, '5');
  },

  'blocked-lot-used': useBlocked,

  async 'blocked-lot-freed'(plant, orderNo) {
    await useBlocked(plant, orderNo);
    await plant.act('inventory', orderNo, 'retry');
    plant.sap.unblockStock('RM-10', '60', { location: 'LINE', batch: `RM-${orderNo}` });
    await plant.until('inventory', orderNo, (view) => view.exceptionCount === 0);
  },
} satisfies Partial<Plays<'production-to-inventory'>>;
