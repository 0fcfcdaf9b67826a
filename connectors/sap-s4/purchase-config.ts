import { z } from 'zod';

/** What purchasing adds to an SAP system's part of the landscape. */
export const purchaseConfig = {
  /** Control keys of quality management (8 characters) with which an item is received into quality stock. */
  inspectionControlKeys: z.array(z.string().min(1).max(8)).default([]),
};

const PURCHASE_ORDER = 'sap.s4.beh.purchaseorder.v1.PurchaseOrder';

export const purchaseEvents = {
  purchaseOrderReleased: z.array(z.string()).default([`${PURCHASE_ORDER}.Created.v1`, `${PURCHASE_ORDER}.Released.v1`]),
  purchaseOrderChanged: z.array(z.string()).default([`${PURCHASE_ORDER}.Changed.v1`]),
  purchaseOrderCancelRequested: z.array(z.string()).default([`${PURCHASE_ORDER}.CancellationRequested.v1`]),
};
