import type { Customer } from '../connectors/partner-webhook/practice/index.js';
import type { MesPlant } from '../connectors/rest-mes/practice/index.js';
import type { TmsPlant } from '../connectors/rest-tms/practice/index.js';
import type { WmsPlant } from '../connectors/rest-wms/practice/index.js';
import type { Ledger } from '../connectors/sap-s4/practice/index.js';
import type { Check } from './check.js';
import { productionChecks, reportedBy, type Totals, totalsOf } from './production-reckoning.js';
import { reckonSales, type Sold } from './sales-reckoning.js';
import {
  receiptDifferences,
  replenishmentDifferences,
  stockDifferences,
  stockInErp,
  stockInWms,
} from './stock-reckoning.js';
import type { StockLine } from './stock-reckoning.js';

export type MesLedger = ReturnType<MesPlant['ledger']>;
export type WmsLedger = ReturnType<WmsPlant['ledger']>;
export type TmsLedger = ReturnType<TmsPlant['ledger']>;
export type CustomerLedger = ReturnType<Customer['ledger']>;

/** What all systems say at the end, and how the runs ended. */
export interface Books {
  sap: Ledger;
  plants: Record<string, { mes: MesLedger; wms: WmsLedger }>;
  /** Where goods are sold: of carriers, and of the customers. */
  shipping?: { tms: TmsLedger; customer: CustomerLedger };
  runs: { runId: string; state: string }[];
  /** Production and sales orders that are not over yet, and may have open runs. */
  underWay?: readonly string[];
}

export interface Reckoning {
  /** Opening + receipts − issues = closing, for every item at every place, as far as each system keeps it. */
  stock: StockLine[];
  /** How often the most frequent external key occurs: 1, or something was posted twice. */
  documents: { confirmations: number; materialDocuments: number; mostPerKey: number };
  reported: Totals;
  posted: Totals;
  sold: Sold;
  runs: Books['runs'];
  checks: Check[];
  /** Everything that does not agree, in a sentence each. */
  differences: string[];
}

/** Compares what was reported, posted, moved, shipped, carried and billed. Knows nothing of how it came about. */
export function reckon(books: Books): Reckoning {
  const sap = withoutReversed(books.sap);
  const plants = Object.entries(books.plants);
  const erp = stockInErp(sap);
  const wms = plants.flatMap(([plant, { wms: ledger }]) => stockInWms(plant, ledger));
  const keys = documentKeys(sap);
  const stock = [...erp.lines, ...wms.flatMap(({ lines }) => lines)];
  const { sold, checks: salesChecks } = reckonSales(books);
  const checks: Check[] = [
    {
      name: 'stock: opening + receipts − issues = closing',
      differences: [...erp.differences, ...wms.flatMap(({ differences }) => differences)],
    },
    { name: 'stock of finished goods: ERP = WMS', differences: stockDifferences(sap, stock) },
    { name: 'one document per external key', differences: repeated(keys) },
    {
      name: 'received in the ERP = put away in the WMS',
      differences: plants.flatMap(([plant, { wms: ledger }]) => receiptDifferences(plant, sap, ledger)),
    },
    {
      name: 'brought to the line = transferred in the ERP',
      differences: plants.flatMap(([plant, { wms: ledger }]) => replenishmentDifferences(plant, sap, ledger)),
    },
    ...productionChecks({ ...books, sap }),
    ...salesChecks,
  ];
  return {
    stock,
    documents: {
      confirmations: sap.confirmations.length,
      materialDocuments: sap.materialDocuments.length,
      mostPerKey: Math.max(0, ...keys.values()),
    },
    reported: totalsOf(plants.flatMap(([, { mes }]) => Object.values(mes.orders).map(reportedBy))),
    posted: totalsOf(sap.confirmations.map((one) => ({ ...one, confirmations: 1 }))),
    sold,
    runs: books.runs,
    checks,
    differences: checks.flatMap(({ differences }) => differences),
  };
}

/** A confirmation that was reversed, and what reversed it, report nothing; their documents stay. */
const withoutReversed = (sap: Ledger): Ledger => ({
  ...sap,
  confirmations: sap.confirmations.filter(({ reversedBy, reverses }) => !reversedBy && !reverses),
});

/** What senders called their documents, and how often each was used; a delivery's goods issues are reckoned apart. */
function documentKeys({ confirmations, materialDocuments, journalEntries }: Ledger): Map<string, number> {
  const ofDeliveries = materialDocuments.filter(({ movements }) => movements.some(({ delivery }) => delivery));
  const others = materialDocuments.filter((one) => one.reference && !ofDeliveries.includes(one));
  const keys = [
    ...confirmations.map((one) => `confirmation key ${one.externalKey}`),
    // Two keys, one report: a repeat under a new key is a double posting too.
    ...confirmations.map((one) => `confirmation ${one.text}`),
    ...others.map((one) => `material document reference ${one.reference}`),
    ...journalEntries.map((one) => `journal entry reference ${one.reference}`),
  ];
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const repeated = (keys: Map<string, number>): string[] =>
  [...keys].filter(([, count]) => count > 1).map(([key, count]) => `ERP: ${key} was posted ${count} times`);
