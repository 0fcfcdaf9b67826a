import { describe, expect, it } from 'vitest';
import { confirmation, connectTo, context, expectBooksToBalance, seededPlant, stockOf, under } from './harness.js';
import { troubleOf } from '../trouble-of.js';

describe('posting a confirmation to SAP', () => {
  it('posts one confirmation with its receipt and issues', async () => {
    const { plant, erp } = await seededPlant();
    const posted = await erp.postConfirmation.send(confirmation(), under('key-1'));
    expect(posted.documents).toEqual([{ system: 'SAP', type: 'CONFIRMATION', number: '45679/1' }]);
    const { confirmations, materialDocuments } = plant.ledger();
    expect(confirmations).toEqual([
      expect.objectContaining({
        number: '45679/1',
        yield: '100',
        scrap: '4',
        text: 'C-1',
        postingDate: '2026-03-10',
        final: false,
      }),
    ]);
    expect(materialDocuments[0]?.movements.map(({ type, item, quantity }) => `${type} ${quantity} ${item}`)).toEqual([
      '101 100 FG-1000',
      '261 104 RM-10',
      '261 208 RM-20',
      '261 78 RM-30',
    ]);
    expectBooksToBalance(plant);
  });

  it('finds the confirmation again whose reply was lost, and one only', async () => {
    const { plant, erp } = await seededPlant();
    const fault = plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: 'ProdnOrdConf2' });
    expect(await troubleOf(erp.postConfirmation.send(confirmation(), under('key-1')))).toMatchObject({
      code: 'U-IN-DOUBT',
      applied: 'maybe',
    });
    expect(fault.struck).toBe(1);
    expect(await erp.postConfirmation.find(confirmation(), under('key-1'))).toMatchObject({
      documents: [
        { type: 'CONFIRMATION', number: '45679/1' },
        { type: 'MATERIAL_DOCUMENT', number: '4900000001', year: '2026' },
      ],
    });
    expect(await erp.postConfirmation.find(confirmation(), under('key-2'))).toBeNull();
    expect(plant.ledger().confirmations).toHaveLength(1);
  });

  it('finds nothing when the connection broke before SAP had the confirmation', async () => {
    const { plant, erp } = await seededPlant();
    plant.faults.ask({ kind: 'cut-before', method: 'POST', path: 'ProdnOrdConf2' });
    expect(await troubleOf(erp.postConfirmation.send(confirmation(), under('key-1')))).toMatchObject({
      applied: 'maybe',
    });
    expect(await erp.postConfirmation.find(confirmation(), under('key-1'))).toBeNull();
  });

  it('shows every confirmation that was posted twice under one key', async () => {
    const { erp } = await seededPlant();
    await erp.postConfirmation.send(confirmation(), under('key-1'));
    await erp.postConfirmation.send(confirmation(), under('key-1'));
    const found = await erp.postConfirmation.find(confirmation(), under('key-1'));
    expect(found?.documents.filter(({ type }) => type === 'CONFIRMATION').map(({ number }) => number)).toEqual([
      '45679/1',
      '45679/2',
    ]);
  });

  it('finds by the text where a system does not keep external keys', async () => {
    const { plant, erp } = await seededPlant();
    plant.dropExternalKeys();
    await erp.postConfirmation.send(confirmation(), under('key-1'));
    expect(await erp.postConfirmation.find(confirmation(), under('key-1'))).toMatchObject({
      documents: [{ number: '45679/1' }, {}],
    });
    expect(await erp.postConfirmation.find(confirmation({ confirmationId: 'C-2' }), under('key-2'))).toBeNull();
  });

  it('names the lines that stock does not cover, and posts nothing of the confirmation', async () => {
    const { plant, erp } = await seededPlant({ 'RM-20': '150', 'RM-30': '1.5' });
    expect(await troubleOf(erp.postConfirmation.send(confirmation(), under('key-1')))).toEqual({
      code: 'B-STOCK-SHORT',
      applied: 'no',
      text: 'SAP: Deficit of SL Unrestricted-use 58 EA : RM-20 P100 LINE; Deficit of SL Unrestricted-use 76.5 KG : RM-30 P100 LINE',
      subjects: ['0002', '0003'],
      upstream: expect.objectContaining({
        system: 'SAP',
        status: 400,
        code: 'M7/021',
        transactionId: expect.stringMatching(/^EAB/),
      }),
    });
    expect(plant.ledger()).toMatchObject({ confirmations: [], materialDocuments: [] });
    expectBooksToBalance(plant);
  });

  it('posts a confirmation without movements without SAP making up its own', async () => {
    const { plant, erp } = await seededPlant();
    await erp.postConfirmation.send(confirmation({ movements: [] }), under('key-1'));
    expect(plant.ledger()).toMatchObject({ confirmations: [{ yield: '100' }], materialDocuments: [] });
  });

  it('sends a reason for scrap that SAP knows, mapped or as it is, and leaves out one that it cannot hold', async () => {
    const { plant } = await seededPlant();
    const erp = connectTo(plant, { scrapReasons: { SURFACE: '0042' } });
    for (const scrapReason of ['SURFACE', '0007', 'SOMETHING ELSE']) {
      await erp.postConfirmation.send(confirmation({ scrapReason, confirmationId: scrapReason }), under(scrapReason));
    }
    expect(plant.ledger().confirmations).toHaveLength(3);
  });

  it('refuses two units in one confirmation before anything is sent', async () => {
    const { plant, erp } = await seededPlant();
    const mixed = confirmation({ scrap: { value: '1', uom: 'KG' } });
    expect(await troubleOf(erp.postConfirmation.send(mixed, under('key-1')))).toMatchObject({
      code: 'C-UOM',
      applied: 'no',
    });
    expect(plant.tokenFetches).toBe(0);
  });

  it('keeps texts within SAP’s lengths', async () => {
    const { plant, erp } = await seededPlant();
    const long = confirmation({ confirmationId: 'C-'.padEnd(60, '1') });
    await erp.postConfirmation.send(long, under('k'.repeat(200)));
    expect(plant.ledger().confirmations[0]?.text).toHaveLength(40);
    expect(await erp.postConfirmation.find(long, under('k'.repeat(200)))).not.toBeNull();
  });
});

describe('reading a confirmation back', () => {
  it('shows what stands, with its movements by line', async () => {
    const { erp } = await seededPlant();
    const { documents } = await erp.postConfirmation.send(confirmation({ final: true }), under('key-1'));
    const record = await erp.readConfirmation({ confirmation: documents[0] ?? expect.fail() }, context);
    expect(record).toEqual({
      documents: [
        { system: 'SAP', type: 'CONFIRMATION', number: '45679/1' },
        { system: 'SAP', type: 'MATERIAL_DOCUMENT', number: '4900000001', year: '2026' },
      ],
      yield: '100',
      scrap: '4',
      rework: '0',
      final: true,
      movements: [
        { type: 'GR_PRODUCTION', item: 'FG-1000', quantity: { value: '100', uom: 'EA' } },
        { type: 'GI_PRODUCTION', item: 'RM-10', quantity: { value: '104', uom: 'EA' }, reservationItem: '0001' },
        { type: 'GI_PRODUCTION', item: 'RM-20', quantity: { value: '208', uom: 'EA' }, reservationItem: '0002' },
        { type: 'GI_PRODUCTION', item: 'RM-30', quantity: { value: '78.000', uom: 'KG' }, reservationItem: '0003' },
      ],
    });
  });

  it('leaves out a movement that SAP kept back, until it is posted after all', async () => {
    const { plant, erp } = await seededPlant({ 'RM-20': '150' });
    plant.setAsideMovementsOf('RM-20');
    const { documents } = await erp.postConfirmation.send(confirmation(), under('key-1'));
    const [number = expect.fail()] = documents;
    const lines = async (): Promise<(string | undefined)[]> =>
      (await erp.readConfirmation({ confirmation: number }, context)).movements.map((one) => one.reservationItem);
    expect(await lines()).toEqual([undefined, '0001', '0003']);
    expect(plant.ledger().failedMovements).toEqual([
      expect.objectContaining({ item: 'RM-20', confirmation: number.number }),
    ]);

    plant.reprocessFailedMovements();
    expect(plant.ledger().failedMovements).toHaveLength(1);
    plant.receiveStock('RM-20', '100');
    plant.reprocessFailedMovements();
    expect(await lines()).toEqual([undefined, '0001', '0002', '0003']);
    expect(stockOf(plant, 'RM-20')).toEqual(['42']);
    expectBooksToBalance(plant);
  });

  it('shows movements that SAP shows late, once it does', async () => {
    const { plant, erp } = await seededPlant();
    plant.hideMovements();
    const { documents } = await erp.postConfirmation.send(confirmation(), under('key-1'));
    const [number = expect.fail()] = documents;
    const read = async () => (await erp.readConfirmation({ confirmation: number }, context)).movements;
    expect(await read()).toEqual([]);
    plant.showMovements();
    expect(await read()).toHaveLength(4);
  });

  it('says so when there is no such confirmation', async () => {
    const { erp } = await seededPlant();
    const missing = { system: 'SAP', type: 'CONFIRMATION', number: '99999/7' } as const;
    expect(await troubleOf(erp.readConfirmation({ confirmation: missing }, context))).toMatchObject({
      code: 'C-DIFFERENT',
      applied: 'no',
    });
  });
});
