import { Decimal } from 'decimal.js';
import type { Ledger } from '../connectors/sap-s4/practice/index.js';
import { sum } from './check.js';
import type { WmsLedger } from './reckoning.js';

/** One item at one place of one system. `closing` is what the system says, not what follows from the rest. */
export interface StockLine {
  system: 'ERP' | 'WMS';
  plant: string;
  location: string;
  item: string;
  opening: string;
  receipts: string;
  issues: string;
  closing: string;
}

export interface CountedStock {
  lines: StockLine[];
  differences: string[];
}

type Place = Pick<StockLine, 'plant' | 'location' | 'item'>;
type Amount = Place & { quantity: string };

/** Where the practice warehouse keeps what is not at the line, and what waits for the truck. */
const BULK = 'BULK';
const DOCK = 'DOCK';

/** By the material documents; lots are added up. */
export function stockInErp({ opening, materialDocuments, stock }: Ledger): CountedStock {
  const movements = materialDocuments.flatMap((one) => one.movements);
  const moved = (...types: string[]): Amount[] => movements.filter(({ type }) => types.includes(type));
  const transferred = movements.flatMap(({ toLocation, ...one }) =>
    toLocation ? [{ ...one, location: toLocation }] : [],
  );
  const receipts = [...moved('101', '602', '511', '123', '262', '332', '701'), ...transferred];
  const issues = moved('261', '601', '311', '102', '122', '331', '512', '312', '702');
  return counted('ERP', { opening, receipts, issues, closing: stock });
}

/** By the warehouse's papers: staged, replenished, put away, brought back, picked, shipped. */
export function stockInWms(plant: string, ledger: WmsLedger): CountedStock {
  const { receipts, returnTasks, replenishments, stock } = ledger;
  const brought = Object.values(ledger.stagingRequests).flatMap((request) => request.brought);
  const takenBack = Object.values(receipts).map(({ takenBack: value, ...one }) => ({ ...one, qty: { value } }));
  const returned = returnTasks.filter(({ status }) => status === 'DONE').flatMap(({ lines }) => lines);
  const replenished = Object.values(replenishments).filter(({ status }) => status === 'DONE');
  const made = putAwayOf(receipts);
  const orders = Object.values(ledger.outboundOrders);
  const picked = orders.flatMap(({ pieces }) => pieces);
  const shipped = orders.filter((order) => order.shipped).flatMap(({ pieces }) => pieces);
  const at = (lines: { item: string; location: string; qty: { value: string } }[], location?: string): Amount[] =>
    lines.map((line) => ({ plant, item: line.item, location: location ?? line.location, quantity: line.qty.value }));
  const off = (pieces: { item: string; from: string; quantity: string }[], location?: string): Amount[] =>
    pieces.map(({ item, from, quantity }) => ({ plant, item, location: location ?? from, quantity }));
  return counted('WMS', {
    opening: stock.map(({ opening, ...entry }) => ({ ...entry, plant, quantity: opening })),
    receipts: [
      ...at(brought.filter(({ atLine }) => atLine)),
      ...at([...replenished, ...made]),
      ...at(returned, BULK),
      ...off(picked, DOCK),
    ],
    issues: [
      ...at([...brought, ...replenished], BULK),
      ...at(returned),
      ...at(takenBack),
      ...off(picked),
      ...off(shipped, DOCK),
    ],
    closing: stock.map(({ onHand, ...entry }) => ({ ...entry, plant, quantity: onHand })),
  });
}

/** As much as was put away; some of it may have been taken back since. */
const putAwayOf = (receipts: WmsLedger['receipts']): WmsLedger['receipts'][string][] =>
  Object.values(receipts)
    .filter(({ status }) => status === 'PUT_AWAY')
    .map((one) => ({ ...one, qty: { ...one.qty, value: new Decimal(one.qty.value).minus(one.withdrawn).toFixed() } }));

/** What production received in the ERP must have been put away in the warehouse. */
export function receiptDifferences(plant: string, { materialDocuments }: Ledger, { receipts }: WmsLedger): string[] {
  const received = materialDocuments
    .flatMap(({ movements }) => movements)
    .filter((one) => (one.type === '101' || one.type === '102') && one.orderNo && one.plant === plant);
  const putAway = putAwayOf(receipts);
  return [...new Set([...received, ...putAway].map(({ item }) => item))].flatMap((item) => {
    const signed = ({ type, quantity }: (typeof received)[number]) => (type === '102' ? `-${quantity}` : quantity);
    const inErp = sum(received.filter((one) => one.item === item).map(signed));
    const inWms = sum(
      putAway
        .filter((one) => one.item === item)
        .map((one) => new Decimal(one.qty.value).minus(one.takenBack).toFixed()),
    );
    return inErp.eq(inWms)
      ? []
      : [`${plant} ${item}: ERP received ${inErp.toFixed()}, WMS has put away ${inWms.toFixed()}`];
  });
}

/** What is made or sold lies where both systems say; what it is made of, only the warehouse knows by its places. */
export function stockDifferences({ orders, salesOrders }: Ledger, lines: StockLine[]): string[] {
  const items = new Set([...orders, ...salesOrders.flatMap((one) => one.lines)].map(({ item }) => item));
  const inWms = lines.filter(({ system }) => system === 'WMS');
  const plants = new Set(inWms.map(({ plant }) => plant));
  return [...plants].flatMap((plant) =>
    [...items].flatMap((item) => {
      const held = (system: StockLine['system']): Decimal =>
        sum(
          lines
            .filter((one) => one.system === system && one.plant === plant && one.item === item)
            .map(({ closing }) => closing),
        );
      const [erp, wms] = [held('ERP'), held('WMS')];
      return erp.eq(wms) ? [] : [`${plant} ${item}: ERP has ${erp.toFixed()}, WMS has ${wms.toFixed()}`];
    }),
  );
}

/** What the warehouse brought to the line must stand in the ERP as a transfer. */
export function replenishmentDifferences(plant: string, { materialDocuments }: Ledger, wms: WmsLedger): string[] {
  const brought = Object.values(wms.replenishments).filter(({ status }) => status === 'DONE');
  const transferred = materialDocuments
    .flatMap(({ movements }) => movements)
    .filter((one) => one.type === '311' && one.plant === plant);
  return [...new Set([...brought, ...transferred].map(({ item }) => item))].flatMap((item) => {
    const inWms = sum(brought.filter((one) => one.item === item).map(({ qty }) => qty.value));
    const inErp = sum(transferred.filter((one) => one.item === item).map(({ quantity }) => quantity));
    return inErp.eq(inWms)
      ? []
      : [`${plant} ${item}: WMS has brought ${inWms.toFixed()}, ERP transferred ${inErp.toFixed()}`];
  });
}

function counted(
  system: StockLine['system'],
  books: Record<'opening' | 'receipts' | 'issues' | 'closing', Amount[]>,
): CountedStock {
  const places = new Map(Object.values(books).flatMap((amounts) => amounts.map((one) => [keyOf(one), one])));
  const lines = [...places].map(([key, { plant, location, item }]): StockLine => {
    const total = (what: keyof typeof books): string =>
      sum(books[what].filter((one) => keyOf(one) === key).map(({ quantity }) => quantity)).toFixed();
    const amounts = { opening: total('opening'), receipts: total('receipts'), issues: total('issues') };
    return { system, plant, location, item, ...amounts, closing: total('closing') };
  });
  return { lines, differences: lines.flatMap(differenceOf) };
}

function differenceOf({ system, plant, location, item, opening, receipts, issues, closing }: StockLine): string[] {
  const expected = new Decimal(opening).plus(receipts).minus(issues);
  if (expected.eq(closing)) return [];
  return [`${system} ${plant} ${item} at ${location}: ${opening} + ${receipts} − ${issues} is not ${closing}`];
}

const keyOf = ({ plant, location, item }: Place): string => JSON.stringify([plant, location, item]);
