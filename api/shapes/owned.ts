import { z } from 'zod';
import type { Item } from '../../contracts/entities/item.js';
import type { ProductionOrder } from '../../contracts/entities/production-order.js';
import type { Incoterm, SalesOrder } from '../../contracts/entities/sales-order.js';
import type { StockBalance } from '../../contracts/entities/stock-balance.js';
import { means } from '../../contracts/meaning.js';
import type { MesOrder, MesStatus } from '../../contracts/ports.js';
import type { BookStock } from '../read-through/stock.js';
import { documentRef } from './run.js';
import { instant } from './texts.js';

/* What other systems own, in the words of contracts/entities. */

const text = z.string();
export const money = z.object({ amount: text.meta(means({ currency: 'its own, in currency' })), currency: text });
export const quantity = z.object({ value: text.meta(means({ unit: 'its own, in uom' })), uom: text });

const item: z.ZodType<Item> = z
  .object({
    item: text,
    plant: text,
    baseUom: text,
    alternativeUoms: z.array(z.object({ uom: text, numerator: text, denominator: text })),
    standardCost: z.exactOptional(money),
    priceUnit: text,
    lotControl: z.boolean(),
  })
  .meta({ id: 'Item' });

const stockBalance: z.ZodType<StockBalance> = z
  .object({
    location: text,
    lot: z.exactOptional(text),
    status: z.enum(['UNRESTRICTED', 'QUALITY', 'BLOCKED', 'IN_TRANSIT']),
    quantity,
  })
  .meta({ id: 'StockBalance' });

const bookStock: z.ZodType<BookStock> = z.object({
  balances: z.array(stockBalance),
  value: z.exactOptional(money).meta({ description: 'Of all of it, at standard cost.' }),
});

const productionOrder: z.ZodType<ProductionOrder> = z
  .object({
    company: text,
    plant: text,
    orderNo: text,
    sourceVersion: text,
    status: z.enum(['CREATED', 'RELEASED', 'TECHNICALLY_COMPLETED', 'CLOSED', 'LOCKED', 'DELETED']),
    item: text,
    quantity,
    scheduledStart: instant,
    scheduledEnd: instant,
    bomRevision: text,
    routingVersion: text,
    location: text,
    components: z.array(
      z.object({
        line: text,
        reservation: z.exactOptional(text),
        item: text,
        quantity,
        fixedQuantity: z.boolean(),
        backflush: z.boolean(),
        operationNo: text,
        issueLocation: text,
      }),
    ),
    operations: z.array(z.object({ operationNo: text, workCenter: text, text })),
  })
  .meta({ id: 'ProductionOrder' });

const mesStatuses: Record<MesStatus, true> = {
  CHECKING: true,
  REJECTED: true,
  WAITING: true,
  PENDING: true,
  DISPATCHED: true,
  READY: true,
  RUNNING: true,
  HELD: true,
  SUSPENDED: true,
  COMPLETED: true,
  ABORTED: true,
  CANCELLED: true,
  CLOSED: true,
};

const mesOrder: z.ZodType<MesOrder> = z
  .object({
    documents: z.array(documentRef),
    status: z.enum(Object.keys(mesStatuses) as MesStatus[]),
    version: text,
    quantity,
    reported: z.object({ yield: text, scrap: text, rework: text }),
    rejection: z.exactOptional(z.object({ code: text, text })),
  })
  .meta({ id: 'MesOrder' });

export const checkStatus = z.enum(['NOT_REQUIRED', 'APPROVED', 'BLOCKED']);
const incoterms: Incoterm[] = ['EXW', 'FCA', 'CPT', 'CIP', 'FAS', 'FOB', 'CFR', 'CIF', 'DAP', 'DPU', 'DDP'];

const salesOrder: z.ZodType<SalesOrder> = z
  .object({
    company: text,
    salesOrderNo: text,
    sourceVersion: text,
    customer: text,
    incoterms: z.object({ code: z.enum(incoterms), place: text }),
    completeDelivery: z.boolean(),
    credit: checkStatus,
    export: checkStatus,
    deliveryBlock: z.exactOptional(text),
    billingBlock: z.exactOptional(text),
    invoiceMode: z.enum(['PER_DELIVERY', 'CONSOLIDATED', 'PERIODIC']),
    signatureRequired: z.boolean(),
    shipTo: z.object({ name: text, place: text, zone: text }),
    lines: z.array(
      z.object({
        line: text,
        plant: text,
        item: text,
        quantity,
        confirmed: quantity,
        netPrice: money,
        priceUnit: text,
        deliveryDate: text,
        partialAllowed: z.boolean(),
        overTolerancePct: text,
        rejected: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'SalesOrder', description: 'With the lines of your plants alone.' });

export const owned = {
  item: z.nullable(item),
  bookStock: z.nullable(bookStock),
  physicalStock: z.array(stockBalance),
  productionOrder: z.nullable(productionOrder),
  mesOrder: z.nullable(mesOrder),
  salesOrder: z.nullable(salesOrder),
};
