import { expect, it } from 'vitest';
import restWms from '../../../connectors/rest-wms/index.js';
import type { WmsPlant } from '../../../connectors/rest-wms/practice/index.js';
import type { Wms } from '../../../contracts/ports.js';
import { troubleOf } from '../trouble-of.js';
import { given, pieces, startedPlant } from './harness.js';
import { expected, INBOUND, received, REF } from './inbound-harness.js';

const connected = (plant: WmsPlant, config: object): Wms =>
  restWms.create('WMS-RDC1', restWms.config.parse({ url: plant.url, token: 'practice', ...config }));

/** The WMS answers this from now on. */
const answering = (plant: WmsPlant, differing: object): void => {
  const { body } = plant.inboundDeliveries.show(INBOUND);
  plant.inboundDeliveries.show = () => ({ status: 200, body: { ...(body as object), ...differing } });
};

it('shows what was counted, in the order in which it was', async () => {
  const { plant, wms } = await expected();
  expect(await wms.readInbound({ plant: 'P100', inboundDeliveryNo: '0189999999' }, given())).toBeNull();
  plant.receiving.arrive(INBOUND, { at: '2026-03-12T08:40:00-05:00' });
  const goods = { line: '000010', item: 'RM-10', lot: 'L-801' };
  plant.receiving.count(INBOUND, {
    lines: [
      { ...goods, quantity: '583', expiry: '2027-03-01' },
      { ...goods, quantity: '5', condition: 'DAMAGED' },
      { item: 'RM-99', quantity: '2', condition: 'REFUSED' },
    ],
    at: '2026-03-12T15:00:00Z',
  });
  plant.receiving.correct(INBOUND, 'R-1', {
    direction: 'LESS',
    lines: [{ item: 'RM-10', quantity: '3' }],
    at: '2026-03-12T16:00:00Z',
  });
  expect(await wms.readInbound(REF, given())).toEqual({
    ...{ inboundDeliveryNo: INBOUND, version: '1', status: 'RECEIVING' },
    ...{ purchaseOrderNo: '4500001234', packingSlip: 'PS-1', arrivedAt: '2026-03-12T13:40:00.000Z' },
    counts: [
      {
        ...{ receiptId: 'R-1', countedAt: '2026-03-12T15:00:00.000Z' },
        lines: [
          { ...goods, quantity: pieces('583'), expiry: '2027-03-01', condition: 'GOOD' },
          { ...goods, quantity: pieces('5'), condition: 'DAMAGED' },
          { item: 'RM-99', quantity: pieces('2'), condition: 'REFUSED' },
        ],
      },
      {
        ...{ receiptId: 'R-2', countedAt: '2026-03-12T16:00:00.000Z' },
        corrects: { receiptId: 'R-1', direction: 'LESS' },
        lines: [{ ...goods, quantity: pieces('3'), condition: 'GOOD' }],
      },
    ],
  });
});

it('does not guess at words that it does not know, until the landscape names them', async () => {
  const { plant, wms } = await received();
  const counts = (condition: string) => [
    {
      ...{ receiptId: 'R-1', countedAt: '2026-03-12T15:00:00Z' },
      lines: [{ item: 'RM-10', qty: pieces('600'), condition }],
    },
  ];
  answering(plant, { status: 'AT_DOOR_4', counts: counts('CRUSHED') });
  const trouble = await troubleOf(wms.readInbound(REF, given()));
  expect(trouble).toMatchObject({ code: 'C-BAD-REPLY', applied: 'no' });
  expect(trouble.text).toContain('/status');
  expect(trouble.text).toContain('/counts/0/lines/0/condition');
  const words = { receiptStatuses: { AT_DOOR_4: 'ARRIVED' }, conditions: { CRUSHED: 'DAMAGED' } };
  const read = await connected(plant, words).readInbound(REF, given());
  expect([read?.status, read?.counts[0]?.lines[0]?.condition]).toEqual(['ARRIVED', 'DAMAGED']);
});

it('takes a delivery that the WMS calls otherwise for cancelled, when it is called off', async () => {
  const { plant } = await expected();
  answering(plant, { status: 'VOID' });
  plant.inboundDeliveries.cancel = () => plant.inboundDeliveries.show(INBOUND);
  const told = connected(plant, { receiptStatuses: { VOID: 'CANCELLED' } });
  expect((await told.cancelInbound.send(REF, { key: 'cancel', ...given() })).documents).toHaveLength(1);
  expect(await told.cancelInbound.find(REF, { key: 'cancel', ...given() })).not.toBeNull();
  const trouble = await troubleOf(connected(plant, {}).cancelInbound.send(REF, { key: 'other', ...given() }));
  expect(trouble).toMatchObject({ code: 'U-IN-DOUBT', applied: 'maybe' });
});

it.each([
  ['an arrival without its offset', { arrivedAt: '2026-03-12T08:40:00' }],
  ['a negative quantity', { counts: [{ receiptId: 'R-1', countedAt: '2026-03-12T15:00:00Z', lines: [negative()] }] }],
  [
    'an expiry that is no day',
    { counts: [{ receiptId: 'R-1', countedAt: '2026-03-12T15:00:00Z', lines: [undated()] }] },
  ],
])('does not understand %s', async (_, differing) => {
  const { plant, wms } = await received();
  answering(plant, differing);
  expect(await troubleOf(wms.readInbound(REF, given()))).toMatchObject({ code: 'C-BAD-REPLY', applied: 'no' });
});

it('reads stock apart by what it may be used for', async () => {
  const { plant, wms } = await startedPlant({
    stock: [
      { item: 'RM-10', location: 'BULK', quantity: '10' },
      { item: 'RM-10', location: 'INBOUND', quantity: '4', status: 'EXCESS_HOLD' },
      { item: 'RM-10', location: 'INBOUND', quantity: '3', status: 'RETURN' },
    ],
  });
  expect(await wms.readStock({ plant: 'P100', item: 'RM-10' }, given())).toEqual([
    { location: 'BULK', status: 'UNRESTRICTED', quantity: pieces('10') },
    { location: 'INBOUND', status: 'EXCESS_HOLD', quantity: pieces('4') },
    { location: 'INBOUND', status: 'RETURN', quantity: pieces('3') },
  ]);
  expect(plant.ledger().stock[0]).not.toHaveProperty('status');
});

function negative() {
  return { item: 'RM-10', qty: pieces('-3'), condition: 'GOOD' };
}

function undated() {
  return { item: 'RM-10', qty: pieces('3'), condition: 'GOOD', expiry: 'March 2027' };
}
