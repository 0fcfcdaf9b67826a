import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import type { SapPlant } from '../../../connectors/sap-s4/practice/index.js';
import type { FreightAccrual } from '../../../contracts/ports.js';
import { troubleOf } from '../trouble-of.js';
import { connectTo, under } from './harness.js';
import { shippingPlant } from './sales-harness.js';

const accrual = (differing: Partial<FreightAccrual> = {}): FreightAccrual => ({
  plant: 'P100',
  deliveryNo: '80000001',
  reference: 'LOAD-7/2',
  carrier: 'Müller & Sons <Chicago>',
  cost: { amount: '412.55', currency: 'USD' },
  postingDate: '2026-03-10',
  ...differing,
});

/** Debits less credits of an account. */
const balance = (plant: SapPlant, account: string): string => {
  const items = plant.ledger().journalEntries.flatMap((one) => one.items.filter((item) => item.account === account));
  const signed = items.map(({ side, amount }) => (side === 'DEBIT' ? amount : `-${amount}`));
  return Decimal.sum(0, ...signed).toFixed(2);
};

describe('accruing freight in SAP', () => {
  it('debits freight and credits the accrual, once, to the cent, when the reply is lost', async () => {
    const { plant, erp } = await shippingPlant();
    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: 'journalentrycreate' });
    expect(await troubleOf(erp.accrueFreight.send(accrual(), under('key-1')))).toMatchObject({ applied: 'maybe' });
    expect(await erp.accrueFreight.find(accrual(), under('key-1'))).toEqual({
      documents: [{ system: 'SAP', type: 'JOURNAL_ENTRY', number: '0100000001', year: '2026' }],
    });
    const [entry, ...others] = plant.ledger().journalEntries;
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ reference: expect.stringMatching(/^X[A-Z2-7]{15}$/), postingDate: '2026-03-10' });
    expect(entry?.items[0]?.text).toContain('Müller & Sons <Chicago>');
    expect([balance(plant, '61003000'), balance(plant, '21120000')]).toEqual(['412.55', '-412.55']);
  });

  it('finds no other delivery’s, and no other tender round’s', async () => {
    const { erp } = await shippingPlant();
    await erp.accrueFreight.send(accrual(), under('key-1'));
    for (const other of [accrual({ reference: 'LOAD-7/1' }), accrual({ deliveryNo: '80000002' })])
      expect(await erp.accrueFreight.find(other, under('key-1'))).toBeNull();
  });

  it('is taken back by the opposite, once; one that never was counts as taken back', async () => {
    const { plant, erp } = await shippingPlant();
    const reversal = { ...accrual(), date: '2026-03-11' };
    expect(await erp.reverseFreightAccrual.send(reversal, under('key-1'))).toEqual({ documents: [] });
    expect(plant.ledger().journalEntries).toEqual([]);
    await erp.accrueFreight.send(accrual(), under('key-2'));
    expect(await erp.reverseFreightAccrual.find(reversal, under('key-1'))).toBeNull();
    const sent = await erp.reverseFreightAccrual.send(reversal, under('key-1'));
    expect(await erp.reverseFreightAccrual.send(reversal, under('key-1'))).toEqual(sent);
    expect([balance(plant, '61003000'), balance(plant, '21120000')]).toEqual(['0.00', '0.00']);
    expect(plant.ledger().journalEntries).toHaveLength(2);
  });

  it('reads the log of a reply that says 200 and has posted nothing', async () => {
    const { plant } = await shippingPlant();
    const erp = connectTo(plant, { companyCode: '9999', errorCodes: { 'F5/165': 'C-MAPPING' } });
    expect(await troubleOf(erp.accrueFreight.send(accrual(), under('key-1')))).toMatchObject({
      code: 'C-MAPPING',
      applied: 'no',
      text: expect.stringContaining('Company code 9999 does not exist'),
      upstream: { code: 'F5/165' },
    });
  });

  it('posts to the accounts that the landscape names', async () => {
    const { plant } = await shippingPlant();
    const erp = connectTo(plant, { freightAccounts: { expense: '470000', accrual: '191100' } });
    await erp.accrueFreight.send(accrual(), under('key-1'));
    expect([balance(plant, '470000'), balance(plant, '191100')]).toEqual(['412.55', '-412.55']);
  });
});
