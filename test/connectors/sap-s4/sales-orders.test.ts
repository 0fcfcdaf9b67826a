import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { connectTo, context, under } from './harness.js';
import { meanwhile } from './meanwhile.js';
import { issuedDelivery, LINE, pieces, shippingPlant } from './sales-harness.js';

describe('reading a sales order from SAP', () => {
  it('finds it with and without leading zeros, and keeps them', async () => {
    const { plant, erp } = await shippingPlant();
    plant.addSalesOrder({ salesOrderNo: '0000200045' });
    for (const salesOrderNo of ['0000200045', '200045']) {
      expect(await erp.readSalesOrder({ salesOrderNo }, context)).toMatchObject({ salesOrderNo: '0000200045' });
    }
    expect(await erp.readSalesOrder({ salesOrderNo: '999' }, context)).toBeNull();
  });

  it('says who gets what, where and until when', async () => {
    const { erp, salesOrderNo } = await shippingPlant({
      customer: 'C-200',
      place: 'Hamburg',
      deliveryDate: '2028-03-10',
      confirmed: '40',
      partialAllowed: false,
      overTolerancePct: '5.0',
      completeDelivery: true,
      signatureRequired: true,
    });
    expect(await erp.readSalesOrder({ salesOrderNo }, context)).toEqual({
      company: '1000',
      salesOrderNo,
      sourceVersion: expect.stringMatching(/^\d{4}-/),
      customer: 'C-200',
      incoterms: { code: 'DAP', place: 'Hamburg' },
      completeDelivery: true,
      credit: 'APPROVED',
      export: 'NOT_REQUIRED',
      invoiceMode: 'PER_DELIVERY',
      signatureRequired: true,
      shipTo: { name: 'Wasserwerke Nord GmbH', place: 'Hamburg', zone: 'Europe/Berlin' },
      lines: [
        {
          line: LINE,
          plant: 'P100',
          item: 'FG-1000',
          quantity: pieces('100'),
          confirmed: pieces('40'),
          netPrice: { amount: '210.00', currency: 'USD' },
          priceUnit: '1',
          deliveryDate: '2028-03-10',
          partialAllowed: false,
          overTolerancePct: '5.0',
          rejected: false,
        },
      ],
    });
  });

  it.each([
    ['1.00', '3', '7', '2.33', '7'],
    ['12.35', '1000', '1000', '12.35', '1000'],
    ['12.50', '10', '40', '1.25', '1'],
    ['0.10', '1', '3', '0.10', '1'],
  ])(
    'a price of %s for %s comes back so that no cent is lost on %s',
    async (price, priceUnit, quantity, amount, per) => {
      const { erp, salesOrderNo } = await shippingPlant({ price, priceUnit, quantity });
      const order = await erp.readSalesOrder({ salesOrderNo }, context);
      expect(order?.lines[0]).toMatchObject({ netPrice: { amount, currency: 'USD' }, priceUnit: per });
    },
  );

  it('rises in version with every change, also within one second', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant();
    const version = async () => (await erp.readSalesOrder({ salesOrderNo }, context))?.sourceVersion ?? '';
    const versions = [await version()];
    for (const quantity of ['90', '80', '70']) {
      plant.changeSalesOrder(salesOrderNo, { quantity });
      versions.push(await version());
    }
    expect(versions).toEqual([...new Set(versions)].sort());
  });

  it('tells credit, export control and blocks apart', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant();
    const read = () => erp.readSalesOrder({ salesOrderNo }, context);
    plant.blockCredit(salesOrderNo);
    expect(await read()).toMatchObject({ credit: 'BLOCKED', export: 'NOT_REQUIRED' });
    plant.releaseCredit(salesOrderNo);
    plant.blockExport(salesOrderNo);
    expect(await read()).toMatchObject({ credit: 'APPROVED', export: 'BLOCKED' });
    expect(await read()).not.toHaveProperty('deliveryBlock');
    plant.setDeliveryBlock(salesOrderNo, '01');
    plant.setBillingBlock(salesOrderNo, '08');
    expect(await read()).toMatchObject({ export: 'NOT_REQUIRED', deliveryBlock: '01', billingBlock: '08' });
  });

  it('does not count as confirmed what a schedule line blocks', async () => {
    const { erp, salesOrderNo } = await shippingPlant({ lines: [{ quantity: '60' }, { quantity: '40', block: '01' }] });
    const order = await erp.readSalesOrder({ salesOrderNo }, context);
    expect(order?.lines.map(({ line, confirmed }) => [line, confirmed.value])).toEqual([
      ['000010', '60'],
      ['000020', '0'],
    ]);
  });

  it('asks for a mapping instead of guessing Incoterms', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant({ incoterms: 'UN' });
    expect(await troubleOf(erp.readSalesOrder({ salesOrderNo }, context))).toMatchObject({ code: 'C-MAPPING' });
    const mapped = connectTo(plant, { incoterms: { UN: 'FCA' }, invoiceModes: { 'C-100': 'PERIODIC' } });
    expect(await mapped.readSalesOrder({ salesOrderNo }, context)).toMatchObject({
      incoterms: { code: 'FCA' },
      invoiceMode: 'PERIODIC',
    });
    const without = plant.addSalesOrder({ incoterms: '' });
    expect(await troubleOf(erp.readSalesOrder({ salesOrderNo: without }, context))).toMatchObject({
      code: 'C-ORDER-INVALID',
    });
  });
});

describe('rejecting lines of a sales order', () => {
  const lines = ['000010', '000020'];
  const two = { lines: [{ quantity: '60' }, { quantity: '40' }, { quantity: '1' }] };

  it('rejects these lines and no others, with the reason that the landscape gives', async () => {
    const { plant, salesOrderNo } = await shippingPlant(two);
    const erp = connectTo(plant, { rejectionReasons: { 'customer cancelled': '11' } });
    const message = { salesOrderNo, lines, reason: 'customer cancelled' };
    expect(await erp.rejectLines.find(message, under('key-1'))).toBeNull();
    await erp.rejectLines.send(message, under('key-1'));
    expect(plant.ledger().salesOrders[0]?.lines.map(({ rejection }) => rejection)).toEqual(['11', '11', '']);
    expect(await erp.rejectLines.find(message, under('key-2'))).toEqual({
      documents: [{ system: 'SAP', type: 'SALES_ORDER', number: salesOrderNo }],
    });
  });

  it('reads the order again when somebody has changed it meanwhile', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant(two);
    const message = { salesOrderNo, lines, reason: '01' };
    await meanwhile(
      plant,
      { method: 'PATCH', path: 'A_SalesOrderItem' },
      () => plant.changeSalesOrder(salesOrderNo, { lines: [{ line: '10', rejection: '02' }] }),
      () => erp.rejectLines.send(message, under('key-1')),
    );
    // What another person has rejected keeps that person's reason.
    expect(plant.ledger().salesOrders[0]?.lines.map(({ rejection }) => rejection)).toEqual(['02', '01', '']);
  });

  it('goes on where it stopped when the connection breaks half-way', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant(two);
    const message = { salesOrderNo, lines, reason: '01' };
    plant.faults.ask({ kind: 'cut-before', method: 'PATCH', path: '000020|20' });
    expect(await troubleOf(erp.rejectLines.send(message, under('key-1')))).toMatchObject({ applied: 'maybe' });
    expect(await erp.rejectLines.find(message, under('key-1'))).toBeNull();
    await erp.rejectLines.send(message, under('key-1'));
    expect(await erp.rejectLines.find(message, under('key-1'))).not.toBeNull();
  });

  it('names a line that is not there', async () => {
    const { erp, salesOrderNo } = await shippingPlant();
    const trouble = await troubleOf(
      erp.rejectLines.send({ salesOrderNo, lines: ['000090'], reason: '01' }, under('key-1')),
    );
    expect(trouble).toMatchObject({ code: 'B-REJECTED', applied: 'no', text: expect.stringContaining('000090') });
  });
});

it('what a shipped delivery took is still what the order says', async () => {
  const { plant, erp, salesOrderNo } = await shippingPlant();
  issuedDelivery(plant, salesOrderNo);
  expect((await erp.readSalesOrder({ salesOrderNo }, context))?.lines[0]?.confirmed).toEqual(pieces('100'));
});
