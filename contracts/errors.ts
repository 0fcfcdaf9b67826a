import { changeErrors } from './errors/changes.js';
import { contentErrors } from './errors/content.js';
import { productionErrors } from './errors/production.js';
import { purchasingErrors } from './errors/purchasing.js';
import { reconciliationErrors } from './errors/reconciliation.js';
import { shippingErrors } from './errors/shipping.js';
import { technicalErrors } from './errors/technical.js';

/** T technical, B business rule, C data or contract, U unknown outcome, P permanent technical (domain: error taxonomy). */
export type ErrorClass = 'T' | 'B' | 'C' | 'U' | 'P';

/** Every code that a run or a message can show. docs/errors.md lists the same ones; a test compares them. */
export const errorCodes = {
  ...technicalErrors,
  ...productionErrors,
  ...purchasingErrors,
  ...shippingErrors,
  ...reconciliationErrors,
  ...changeErrors,
  ...contentErrors,
} as const;

export type ErrorCode = keyof typeof errorCodes;

export const errorClass = (code: ErrorCode): ErrorClass => code[0] as ErrorClass;

/** What the other system said, verbatim and bounded: the first thing that its own experts ask for. */
export interface Upstream {
  system: string;
  status?: number;
  /** The vendor's own code, such as SAP's `M7/021`. */
  code?: string;
  text?: string;
  /** Finds the call in the vendor's logs. */
  transactionId?: string;
}

/** A failed call, classified once at the connector and carried unchanged to the person. */
export interface Trouble {
  code: ErrorCode;
  text: string;
  /** Whether the posting may have happened: `no` is proof that it did not, `maybe` is doubt. */
  applied: 'no' | 'maybe';
  retryAfterMs?: number;
  upstream?: Upstream;
  /** What of the message is concerned: line ids of a posting. */
  subjects?: string[];
}

/** The only error that a connector throws on purpose. Anything else that escapes it is a defect (`P-BUG`). */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly trouble: Trouble;

  constructor(trouble: Trouble, options?: { cause?: unknown }) {
    super(`${trouble.code} ${trouble.text}`, options);
    this.trouble = trouble;
  }
}
