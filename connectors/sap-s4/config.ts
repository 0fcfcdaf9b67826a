import { z } from 'zod';
import { type ErrorCode, errorCodes } from '../../contracts/errors.js';
import { changeConfig, changeEvents } from './change-config.js';
import { purchaseConfig, purchaseEvents } from './purchase-config.js';
import { salesConfig, salesEvents } from './sales-config.js';
import { zone } from './zone.js';

const ourCode = z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]);

/** Names the groups that split a production version into the revision of its BOM and the version of its routing. */
const versionPattern = z
  .string()
  .max(200)
  .refine((pattern) => pattern.includes('(?<bomRevision>') && pattern.includes('(?<routingVersion>'), {
    message: 'must have the groups (?<bomRevision>…) and (?<routingVersion>…)',
  })
  .refine(isPattern, 'is not a regular expression');

/** An SAP S/4HANA system, as it stands in the landscape. */
export const configSchema = z.strictObject({
  /** Without a path; the services' own is added. */
  url: z.url({ protocol: /^https?$/ }),
  user: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[^:]+$/, 'must not contain a colon'),
  password: z.string().min(1).max(128),
  /** SAP client, three digits; the system's default where it is left out. */
  client: z
    .string()
    .regex(/^\d{3}$/)
    .optional(),
  companyCode: z.string().regex(/^[A-Z0-9]{1,4}$/),
  /** In which SAP writes the times of its orders; `zones` names plants that differ. */
  zone,
  zones: z.record(z.string().max(4), zone).default({}),
  /** In which SAP writes when its documents were posted: that of its application server. */
  systemZone: zone.default('UTC'),
  versionPattern: versionPattern.default('^(?<bomRevision>[A-Z]+)0*(?<routingVersion>[0-9]+)$'),
  /** Short name of the order status that OrderReleasedByMES sets. */
  dispatchedStatus: z.string().min(1).max(4).default('RMES'),
  /** Reasons for scrap as the MES has them, with SAP's own (4 characters). */
  scrapReasons: z.record(z.string().max(60), z.string().max(4)).default({}),
  /** What message classes and numbers mean here, beside the known ones: `ZPP/001` → `B-REJECTED`. */
  errorCodes: z.record(z.string().max(30), ourCode).default({}),
  /** Kinds of work as the MES names them, in the order of the work center's standard values; SAP has six. */
  activityTypes: z.array(z.string().max(60)).max(6).default(['SETUP', 'MACHINE', 'LABOR']),
  ...salesConfig,
  ...purchaseConfig,
  ...changeConfig,
  events: z
    .strictObject({
      released: z.array(z.string()).default(['sap.s4.beh.productionorder.v1.ProductionOrder.Released.v1']),
      cancelRequested: z
        .array(z.string())
        .default(['sap.s4.beh.productionorder.v1.ProductionOrder.DeletionFlagSet.v1']),
      changed: z.array(z.string()).default(['sap.s4.beh.productionorder.v1.ProductionOrder.Changed.v1']),
      ...salesEvents,
      ...purchaseEvents,
      ...changeEvents,
    })
    .prefault({}),
  connectMs: z.int().positive().max(60_000).default(3_000),
  replyMs: z.int().positive().max(300_000).default(45_000),
});

export type SapConfig = z.infer<typeof configSchema>;

function isPattern(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern));
  } catch {
    return false;
  }
}
