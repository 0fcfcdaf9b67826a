import { describe, expect, it } from 'vitest';
import { pumpOrder } from '../../../connectors/sap-s4/practice/index.js';
import { instantOf } from '../../../connectors/sap-s4/times.js';
import { connectTo, context, order, seededPlant } from './harness.js';
import { troubleOf } from '../trouble-of.js';

describe('reading an order from SAP', () => {
  it('gives the order with its snapshot of BOM and routing', async () => {
    const { erp } = await seededPlant({}, { now: () => new Date('2026-03-09T19:00:00Z') });
    expect(await erp.readOrder(order, context)).toEqual({
      company: '1000',
      plant: 'P100',
      orderNo: '1000123',
      sourceVersion: '20260309190000',
      status: 'RELEASED',
      item: 'FG-1000',
      quantity: { value: '500', uom: 'EA' },
      // 06:00 in Chicago, on daylight saving time.
      scheduledStart: '2026-03-10T11:00:00.000Z',
      scheduledEnd: '2026-03-12T19:00:00.000Z',
      bomRevision: 'B',
      routingVersion: '4',
      location: '0001',
      components: [
        {
          line: '0001',
          reservation: '70000',
          item: 'RM-10',
          quantity: { value: '500', uom: 'EA' },
          fixedQuantity: false,
          backflush: true,
          operationNo: '0010',
          issueLocation: 'LINE',
        },
        {
          line: '0002',
          reservation: '70000',
          item: 'RM-20',
          quantity: { value: '1000', uom: 'EA' },
          fixedQuantity: false,
          backflush: true,
          operationNo: '0010',
          issueLocation: 'LINE',
        },
        {
          line: '0003',
          reservation: '70000',
          item: 'RM-30',
          quantity: { value: '375', uom: 'KG' },
          fixedQuantity: false,
          backflush: true,
          operationNo: '0010',
          issueLocation: 'LINE',
        },
      ],
      operations: [
        { operationNo: '0010', workCenter: 'ASSY-01', text: 'Assemble' },
        { operationNo: '0020', workCenter: 'TEST-01', text: 'Test' },
      ],
    });
  });

  it('finds the order by its number with leading zeros too', async () => {
    const { erp } = await seededPlant();
    expect(await erp.readOrder({ plant: 'P100', orderNo: '000001000123' }, context)).toMatchObject({
      orderNo: '1000123',
    });
  });

  it('answers null for an order that SAP does not know, and not for a service that it does not have', async () => {
    const { plant, erp } = await seededPlant();
    expect(await erp.readOrder({ plant: 'P100', orderNo: '999' }, context)).toBeNull();
    expect(await erp.readOrder({ plant: 'P100', orderNo: "9'9 9/(9)" }, context)).toBeNull();
    plant.faults.ask({ kind: 'status', status: 404 });
    expect(await troubleOf(erp.readOrder(order, context))).toMatchObject({ code: 'P-ENDPOINT', applied: 'no' });
    plant.faults.ask({ kind: 'status', status: 404, code: '/IWFND/MED/170' });
    expect(await troubleOf(erp.readOrder(order, context))).toMatchObject({ code: 'P-ENDPOINT', applied: 'no' });
  });

  it('leaves out phantoms, deleted and bulk components, whose parts SAP lists beside them', async () => {
    const { plant, erp } = await seededPlant();
    const of = (item: string, flags: object) => ({ item, quantity: '1', uom: 'EA', ...flags });
    const components = [
      of('PH-15', { phantom: true }),
      of('RM-10', { backflush: false }),
      of('RM-20', { deleted: true }),
      of('RM-50', { bulk: true }),
      of('RM-30', { fixed: true }),
    ];
    plant.addOrder(pumpOrder('1000124', '10', { components }));
    const read = await erp.readOrder({ plant: 'P100', orderNo: '1000124' }, context);
    expect(read?.components).toMatchObject([
      { line: '0002', item: 'RM-10', backflush: false, fixedQuantity: false },
      { line: '0005', item: 'RM-30', backflush: true, fixedQuantity: true },
    ]);
    expect(read?.status).toBe('CREATED');
  });

  it('has a higher version after each change, even within a second', async () => {
    const { plant, erp } = await seededPlant({}, { now: () => new Date('2026-03-09T19:00:59Z') });
    const before = await erp.readOrder(order, context);
    await erp.completeTechnically.send(order, { ...context, key: 'key-1' });
    const after = await erp.readOrder(order, context);
    expect(after).toMatchObject({ status: 'TECHNICALLY_COMPLETED', sourceVersion: '20260309190100' });
    expect(Number(after?.sourceVersion)).toBeGreaterThan(Number(before?.sourceVersion));
    expect(plant.ledger().orders[0]).toMatchObject({ technicallyCompleted: true });
  });

  it('splits the production version as the landscape says, and says so when it does not fit', async () => {
    const { plant, erp } = await seededPlant();
    plant.addOrder(pumpOrder('1000124', '10', { productionVersion: '0001' }));
    const other = { plant: 'P100', orderNo: '1000124' };
    expect(await troubleOf(erp.readOrder(other, context))).toMatchObject({
      code: 'C-MAPPING',
      applied: 'no',
      text: expect.stringContaining('"0001"'),
    });
    const mapped = connectTo(plant, { versionPattern: '^(?<bomRevision>..)(?<routingVersion>..)$' });
    expect(await mapped.readOrder(other, context)).toMatchObject({ bomRevision: '00', routingVersion: '01' });
  });

  it('reads times on the clock of the order’s plant', async () => {
    const { plant } = await seededPlant();
    const erp = connectTo(plant, { zones: { P100: 'Europe/Berlin' } });
    expect(await erp.readOrder(order, context)).toMatchObject({ scheduledStart: '2026-03-10T05:00:00.000Z' });
  });

  it('tells a proxy’s page from an order', async () => {
    const { plant, erp } = await seededPlant();
    plant.faults.ask({ kind: 'garbage' });
    expect(await troubleOf(erp.readOrder(order, context))).toMatchObject({ code: 'C-BAD-REPLY', applied: 'no' });
  });
});

describe('reading items from SAP', () => {
  it('gives units, cost and lot control of several items in one call, and leaves out unknown ones', async () => {
    const { plant, erp } = await seededPlant();
    const only = plant.faults.ask({ kind: 'late-commit', path: 'A_Product', times: 5, delayMs: 0 });
    expect(await erp.readItems({ plant: 'P100', items: ['RM-20', 'RM-30', 'RM-30', "X'1"] }, context)).toEqual([
      {
        item: 'RM-20',
        plant: 'P100',
        baseUom: 'EA',
        alternativeUoms: [{ uom: 'BAG', numerator: '100', denominator: '1' }],
        standardCost: { amount: '2.50', currency: 'USD' },
        priceUnit: '1',
        lotControl: false,
        stocked: true,
      },
      expect.objectContaining({ item: 'RM-30', baseUom: 'KG', lotControl: true }),
    ]);
    expect(only.struck).toBe(1);
  });

  it('gives no cost where SAP keeps none, rather than zero, or where it is another plant’s', async () => {
    const { plant, erp } = await seededPlant();
    plant.addItem({ item: 'NEW-1', baseUom: 'EA' });
    const [item] = await erp.readItems({ plant: 'P100', items: ['NEW-1'] }, context);
    expect(item).not.toHaveProperty('standardCost');
    const [elsewhere] = await erp.readItems({ plant: 'P200', items: ['RM-20'] }, context);
    expect(elsewhere).not.toHaveProperty('standardCost');
  });

  it('asks for many items in calls that stay short', async () => {
    const { plant, erp } = await seededPlant();
    const many = Array.from({ length: 60 }, (_, index) => `ITEM-${index}`);
    for (const item of many) plant.addItem({ item, baseUom: 'EA' });
    const found = await erp.readItems({ plant: 'P100', items: many }, context);
    expect(found.map(({ item }) => item)).toEqual(many);
  });

  it('asks nothing for no items', async () => {
    const { plant, erp } = await seededPlant();
    await plant.standIn.stop();
    expect(await erp.readItems({ plant: 'P100', items: [] }, context)).toEqual([]);
  });
});

describe('SAP’s dates', () => {
  it.each([
    ['before the clocks go forward', '2026-03-08', 'PT01H59M59S', '2026-03-08T07:59:59.000Z'],
    ['after the clocks went forward', '2026-03-08', 'PT03H00M00S', '2026-03-08T08:00:00.000Z'],
    ['before the clocks go back', '2026-11-01', 'PT00H30M00S', '2026-11-01T05:30:00.000Z'],
    ['after the clocks went back', '2026-11-01', 'PT02H30M00S', '2026-11-01T08:30:00.000Z'],
    ['in winter', '2026-01-15', 'PT23H30M05S', '2026-01-16T05:30:05.000Z'],
  ])('are instants %s', (_, day, time, instant) => {
    expect(instantOf(`/Date(${Date.parse(`${day}T00:00:00Z`)})/`, time, 'America/Chicago')).toBe(instant);
  });

  it('in another notation are refused', () => {
    expect(() => instantOf('2026-03-08', 'PT01H', 'UTC')).toThrow(RangeError);
  });
});
