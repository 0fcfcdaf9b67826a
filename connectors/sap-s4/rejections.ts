import { z } from 'zod';
import type { Erp, Posted } from '../../contracts/ports.js';
import { entity, sameNumber, services } from './odata.js';
import { rejected, uncut } from './preconditions.js';
import { readSapSalesOrder, type SapSalesOrder } from './sales-orders.js';
import type { SapSession } from './session.js';
import { stepByStep } from './steps.js';

const REASON_LENGTH = 2;

export const rejectLines = (sap: SapSession): Erp['rejectLines'] => ({
  async send({ salesOrderNo, lines, reason }, { signal }) {
    await stepByStep(sap.system, `sales order ${salesOrderNo}`, signal, async (reading) => {
      const order = await existing(sap, salesOrderNo, reading);
      return openItems(sap, order, lines).map((item) => () => reject(sap, order, item, reason));
    });
    return posted(sap, salesOrderNo);
  },
  async find({ salesOrderNo, lines }, { signal }) {
    const order = await readSapSalesOrder(sap, salesOrderNo, signal);
    return order && openItems(sap, order, lines).length === 0 ? posted(sap, order.SalesOrder) : null;
  },
});

type SapItem = SapSalesOrder['to_Item'][number];

async function existing(sap: SapSession, salesOrderNo: string, signal: AbortSignal): Promise<SapSalesOrder> {
  const order = await readSapSalesOrder(sap, salesOrderNo, signal);
  if (order) return order;
  throw rejected(sap.system, `there is no sales order ${salesOrderNo}`);
}

function openItems({ system }: SapSession, order: SapSalesOrder, lines: string[]): SapItem[] {
  const items = lines.map((line) => {
    const item = order.to_Item.find(({ SalesOrderItem }) => sameNumber(SalesOrderItem, line));
    if (!item) throw rejected(system, `sales order ${order.SalesOrder} has no line ${line}`);
    return item;
  });
  return items.filter(({ SalesDocumentRjcnReason }) => SalesDocumentRjcnReason === '');
}

async function reject(sap: SapSession, order: SapSalesOrder, item: SapItem, reason: string): Promise<void> {
  const etag = item.__metadata?.etag ?? order.__metadata?.etag;
  const { rejectionReasons, rejectionReason } = sap.config;
  const SalesDocumentRjcnReason =
    rejectionReasons[reason] ?? (reason.length === REASON_LENGTH ? reason : rejectionReason);
  const path = entity('A_SalesOrderItem', { SalesOrder: order.SalesOrder, SalesOrderItem: item.SalesOrderItem });
  const write = { method: 'PATCH', body: { SalesDocumentRjcnReason }, signal: uncut() } as const;
  await sap.write(services.salesOrder, path, {}, { ...write, ...(etag && { ifMatch: etag }) }, z.unknown());
}

const posted = ({ system }: SapSession, salesOrderNo: string): Posted => ({
  documents: [{ system, type: 'SALES_ORDER', number: salesOrderNo }],
});
