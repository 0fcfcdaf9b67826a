import { z } from 'zod';
import type { Incoterm } from '../../contracts/entities/sales-order.js';
import { zone } from './zone.js';

const code = (length: number) => z.string().max(length);
const path = z.templateLiteral(['/', z.string()]).refine((value) => value.length <= 200 && !/[\s?#]/.test(value), {
  message: 'must be a path such as /sap/opu/odata4/…',
});
const account = z.string().regex(/^[A-Z0-9]{1,10}$/);
const incoterm = z.enum<Incoterm[]>(['EXW', 'FCA', 'CPT', 'CIP', 'FAS', 'FOB', 'CFR', 'CIF', 'DAP', 'DPU', 'DDP']);

/** What sales, shipping and billing add to an SAP system's part of the landscape. */
export const salesConfig = {
  /** Which plant a shipping point ships from; one that is not here has its plant's name. */
  shippingPoints: z.record(code(4), code(4)).default({}),
  /** Delivery blocks by which export control holds an order back; any other one is a delivery block. */
  exportBlocks: z.array(code(2)).default(['EX']),
  /** Incoterms that are none of 2020, with the one that they stand for. */
  incoterms: z.record(code(3), incoterm).default({}),
  /** How customers are billed that are not billed by delivery; without leading zeros. */
  invoiceModes: z.record(code(10), z.enum(['PER_DELIVERY', 'CONSOLIDATED', 'PERIODIC'])).default({}),
  /** SAP's own names of time zones, with IANA's, beside the well-known ones. */
  timeZones: z.record(code(6), zone).default({}),
  /** Why lines of an order are rejected, with SAP's reason (2 characters), and the one for all others. */
  rejectionReasons: z.record(z.string().max(200), code(2)).default({}),
  rejectionReason: code(2).min(1).default('00'),
  /** Billing documents are created by OData V4; its service's root. */
  billingService: path.default('/sap/opu/odata4/sap/api_billingdocument/srvd_a2x/sap/billingdocument/0001'),
  /** Of the SOAP service that posts journal entries; it differs by system. */
  journalEntryPath: path.default('/sap/bc/srt/scs_ext/sap/journalentrycreaterequestconfi'),
  freightAccounts: z
    .strictObject({
      expense: account.default('61003000'),
      accrual: account.default('21120000'),
      documentType: z.string().min(1).max(2).default('SA'),
    })
    .prefault({}),
};

const SALES_ORDER = 'sap.s4.beh.salesorder.v1.SalesOrder';

export const salesEvents = {
  salesOrderReleased: z.array(z.string()).default([`${SALES_ORDER}.Created.v1`]),
  salesOrderChanged: z.array(z.string()).default([`${SALES_ORDER}.Changed.v1`]),
  salesOrderCancelRequested: z.array(z.string()).default([`${SALES_ORDER}.CancellationRequested.v1`]),
  deliveryCreated: z.array(z.string()).default(['sap.s4.beh.outbounddelivery.v1.OutboundDelivery.Created.v1']),
};
