import { Decimal } from 'decimal.js';
import { afterEach, expect } from 'vitest';
import sapS4 from '../../../connectors/sap-s4/index.js';
import type { SapConfig } from '../../../connectors/sap-s4/config.js';
import {
  pumpOrder,
  type SapPlant,
  type SapPlantOptions,
  seedItems,
  startSapPlant,
} from '../../../connectors/sap-s4/practice/index.js';
import type { MovementLine } from '../../../contracts/entities/documents.js';
import type {
  CallContext,
  ConfirmationPosting,
  Erp,
  GoodsMovementPosting,
  PostingContext,
} from '../../../contracts/ports.js';

export const ORDER = '1000123';
export const order = { plant: 'P100', orderNo: ORDER };
export const context: CallContext = { signal: new AbortController().signal };
export const under = (key: string): PostingContext => ({ ...context, key });

const plants: SapPlant[] = [];
afterEach(async () => {
  for (const plant of plants.splice(0)) await plant.stop();
});

export const configOf = (plant: SapPlant, differing: Record<string, unknown> = {}): SapConfig =>
  sapS4.config.parse({
    url: plant.url,
    ...plant.credentials,
    companyCode: '1000',
    zone: 'America/Chicago',
    replyMs: 3000,
    ...differing,
  });

export const connectTo = (plant: SapPlant, differing?: Record<string, unknown>): Erp =>
  sapS4.create('SAP', configOf(plant, differing));

/** A plant with the shared items, order 1000123 released, and a connector to it. */
export async function seededPlant(
  stock: Record<string, string> = {},
  options: SapPlantOptions = {},
): Promise<{ plant: SapPlant; erp: Erp }> {
  const plant = await startSapPlant(options);
  plants.push(plant);
  seedItems(plant, stock);
  plant.addOrder(pumpOrder(ORDER, '500', { released: true }));
  return { plant, erp: connectTo(plant) };
}

const issue = (line: string, item: string, value: string, uom: string): MovementLine => ({
  line,
  type: 'GI_PRODUCTION',
  item,
  quantity: { value, uom },
  location: 'LINE',
  reservation: '70000',
  reservationItem: line,
});

/** Yield 100 and scrap 4 of the pump, with receipt and backflush. */
export const confirmation = (differing: Partial<ConfirmationPosting> = {}): ConfirmationPosting => ({
  ...order,
  confirmationId: 'C-1',
  operation: '0020',
  final: false,
  yield: { value: '100', uom: 'EA' },
  scrap: { value: '4', uom: 'EA' },
  rework: { value: '0', uom: 'EA' },
  postingDate: '2026-03-10',
  movements: [
    {
      line: 'receipt',
      type: 'GR_PRODUCTION',
      item: 'FG-1000',
      quantity: { value: '100', uom: 'EA' },
      location: '0001',
      lot: 'L-31',
    },
    issue('0001', 'RM-10', '104', 'EA'),
    issue('0002', 'RM-20', '208', 'EA'),
    issue('0003', 'RM-30', '78.000', 'KG'),
  ],
  ...differing,
});

export const goodsMovement = (value = '208', differing: Partial<GoodsMovementPosting> = {}): GoodsMovementPosting => ({
  ...order,
  documentDate: '2026-03-10',
  postingDate: '2026-03-10',
  text: 'C-1 parked line of order 1000123',
  movements: [issue('0002', 'RM-20', value, 'EA')],
  ...differing,
});

export const stockOf = (plant: SapPlant, item: string): string[] =>
  plant
    .ledger()
    .stock.filter((level) => level.item === item)
    .map((level) => level.quantity);

const RECEIPTS = ['101', '123', '262', '332', '511', '602'];
const TRANSFERS = ['311', '312', '321', '322', '349', '350'];

/** The plant's own law: opening stock and its documents make up its stock, and none of it is below zero. */
export function expectBooksToBalance(plant: SapPlant): void {
  const { opening, stock, materialDocuments } = plant.ledger();
  const keyOf = (item: string, location: string, status = 'UNRESTRICTED'): string => `${item} ${location} ${status}`;
  const levels = new Map(
    opening.map((level) => [keyOf(level.item, level.location, level.status), new Decimal(level.quantity)]),
  );
  const move = (key: string, quantity: Decimal): unknown =>
    levels.set(key, (levels.get(key) ?? new Decimal(0)).plus(quantity));
  for (const one of materialDocuments.flatMap(({ movements }) => movements)) {
    const { type, item, location, toLocation, status, toStatus = status } = one;
    const quantity = new Decimal(one.quantity);
    move(keyOf(item, location, status), RECEIPTS.includes(type) ? quantity : quantity.neg());
    if (TRANSFERS.includes(type)) move(keyOf(item, toLocation ?? location, toStatus), quantity);
  }
  const held = new Map<string, Decimal>();
  for (const level of stock) {
    const key = keyOf(level.item, level.location, level.status);
    held.set(key, (held.get(key) ?? new Decimal(0)).plus(level.quantity));
    expect(Number(level.quantity)).toBeGreaterThanOrEqual(0);
  }
  expect(Object.fromEntries([...held].map(([key, value]) => [key, value.toFixed()]))).toEqual(
    Object.fromEntries([...levels].map(([key, value]) => [key, value.toFixed()])),
  );
}
