import type { WmsPlant, WmsPlantOptions } from '../../../connectors/rest-wms/practice/index.js';
import type { ExpectedInbound, StatusChange, Wms } from '../../../contracts/ports.js';
import { pieces, startedPlant, under } from './harness.js';

export const INBOUND = '0180000001';
export const REF = { plant: 'P100', inboundDeliveryNo: INBOUND };

/** 600 castings of lot L-801, which are to be inspected. */
export const announced: ExpectedInbound = {
  ...REF,
  ...{ version: '1', purchaseOrderNo: '4500001234', supplier: 'S-100', packingSlip: 'PS-1' },
  expectedAt: '2026-03-12T14:00:00Z',
  lines: [{ line: '000010', item: 'RM-10', quantity: pieces('600'), lot: 'L-801', status: 'QUALITY' }],
};

export const announcedFor = (inboundDeliveryNo: string, value: string): ExpectedInbound => ({
  ...announced,
  inboundDeliveryNo,
  lines: [{ line: '000010', item: 'RM-10', quantity: pieces(value) }],
});

export async function expected(options: WmsPlantOptions = {}): Promise<{ plant: WmsPlant; wms: Wms }> {
  const started = await startedPlant(options);
  await started.wms.expectInbound.send(announced, under('expect'));
  return started;
}

/** Counted as announced. */
export async function received(options: WmsPlantOptions = {}): Promise<{ plant: WmsPlant; wms: Wms }> {
  const started = await expected(options);
  started.plant.receiving.arrive(INBOUND);
  started.plant.receiving.count(INBOUND);
  return started;
}

/** Of lot L-801. */
export const change = (differing: Partial<StatusChange> = {}): StatusChange => ({
  ...{ plant: 'P100', reference: `${INBOUND}-R-1-hold`, item: 'RM-10', lot: 'L-801', quantity: pieces('20') },
  ...{ from: 'QUALITY', to: 'EXCESS_HOLD' },
  ...differing,
});

/** What lies where, and what it may be used for. */
export const lying = (plant: WmsPlant): string[] =>
  plant
    .ledger()
    .stock.filter((entry) => entry.onHand !== '0')
    .map(({ onHand, item, status = 'UNRESTRICTED', location }) => `${onHand} ${item} ${status} at ${location}`)
    .sort();
