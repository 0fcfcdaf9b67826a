import { Decimal } from 'decimal.js';
import { type Check, sum } from './check.js';
import type { Books, TmsLedger } from './reckoning.js';

type Load = TmsLedger['loads'][string];

/** As the accrual's items name it: what, delivery, carrier, load and round. */
const ACCRUAL = /^Freight (\S+) \S+ (\S+)\/\d+$/;
const REVERSAL = /^Rev\. /;

/** Of all loads that stand. */
export function freightTotals(books: Books): { freightAccepted: string; freightAccrued: string } {
  const accepted = standing(books).flatMap((load) => acceptedOf(load).map(({ cost }) => cost.amount));
  const accrued = standing(books).map(({ loadId }) => accruedFor(books, loadId).toFixed());
  return { freightAccepted: sum(accepted).toFixed(2), freightAccrued: sum(accrued).toFixed(2) };
}

/** @param deliveries those that are over, one way or the other */
export function freightChecks(books: Books, deliveries: ReadonlySet<string>): Check[] {
  const loads = standing(books).filter((load) => load.deliveries.every((one) => deliveries.has(one.deliveryNo)));
  return [
    {
      name: 'one accepted tender per load, one load per delivery',
      differences: [...tenders(loads), ...doubles(loads)],
    },
    { name: 'freight accrued = accepted cost', differences: loads.flatMap((load) => accrualDifferences(books, load)) },
  ];
}

const standing = ({ shipping }: Books): Load[] =>
  Object.values(shipping?.tms.loads ?? {}).filter(({ status }) => status !== 'CANCELLED');

const acceptedOf = ({ tenders: all }: Load) => all.filter(({ status }) => status === 'ACCEPTED');

const tenders = (loads: Load[]): string[] =>
  loads.flatMap((load) => {
    const carriers = acceptedOf(load).map(({ carrier }) => carrier);
    return carriers.length === 1 ? [] : [`load ${load.loadId}: accepted by ${carriers.join(', ') || 'nobody'}`];
  });

function doubles(loads: Load[]): string[] {
  const all = loads.flatMap((load) => load.deliveries.map(({ deliveryNo }) => deliveryNo));
  const twice = new Set(all.filter((one, index) => all.indexOf(one) !== index));
  return [...twice].map((deliveryNo) => `delivery ${deliveryNo} is on several loads`);
}

function accrualDifferences(books: Books, load: Load): string[] {
  const accepted = sum(acceptedOf(load).map(({ cost }) => cost.amount));
  const accrued = accruedFor(books, load.loadId);
  if (accrued.eq(accepted)) return [];
  return [`load ${load.loadId}: accepted at ${accepted.toFixed(2)}, ${accrued.toFixed(2)} accrued`];
}

/** What stands as the carrier's due; reversals taken off. */
const accruedFor = ({ sap }: Books, loadId: string): Decimal =>
  sap.journalEntries.reduce((total, { text, items }) => {
    const due = items.filter((item) => item.side === 'DEBIT' && ACCRUAL.exec(item.text)?.[2] === loadId);
    const amount = sum(due.map((item) => item.amount));
    return REVERSAL.test(text) ? total.minus(amount) : total.plus(amount);
  }, new Decimal(0));
