import type { Role } from './roles.js';

/** T technical, B business rule, C data or contract, U unknown outcome, P permanent technical (domain: error taxonomy). */
export type ErrorClass = 'T' | 'B' | 'C' | 'U' | 'P';

interface ErrorEntry {
  /** What happened, for the person who reads it. */
  title: string;
  /** Who decides it; the plant is added by the run. */
  owner: Role;
  /** What to do about it, in a sentence. */
  remedy: string;
}

/** Every code that a run or a message can show. docs/errors.md lists the same ones; a test compares them. */
export const errorCodes = {
  'T-UNAVAILABLE': {
    title: 'The system does not answer',
    owner: 'operator',
    remedy: 'Nothing to do: it is tried again by itself. Check the system if it lasts.',
  },
  'T-RATE': {
    title: 'The system asks us to slow down',
    owner: 'operator',
    remedy: 'Nothing to do: it is tried again when the system allows it.',
  },
  'T-LOCK': {
    title: 'The object is locked by another user or process',
    owner: 'operator',
    remedy: 'It is tried again by itself; if it stays locked, find who holds the object.',
  },
  'T-AUTH': {
    title: 'The system refused our sign-in',
    owner: 'operator',
    remedy: 'Check the credentials of this system; it is tried again by itself.',
  },
  'T-NO-WORKER': {
    title: 'No worker took the call',
    owner: 'operator',
    remedy: 'The system is on hold, or no worker serves its queue: release it or start one.',
  },
  'B-REJECTED': {
    title: 'The system rejected the posting for a business reason',
    owner: 'planner',
    remedy: 'Read the system’s own text, correct the data there or amend, then retry.',
  },
  'B-ORDER-STARTED': {
    title: 'The order has already started in execution',
    owner: 'planner',
    remedy: 'Decide: let it finish, or close it short.',
  },
  'B-ORDER-CLOSED': {
    title: 'The order is closed or technically complete',
    owner: 'planner',
    remedy: 'Reopen the order in the ERP, then retry; or reject the report to the MES.',
  },
  'B-ORDER-STATUS': {
    title: 'The order’s status does not allow this',
    owner: 'planner',
    remedy: 'Correct the order’s status in the ERP, then retry.',
  },
  'B-MES-REJECTED': {
    title: 'The MES rejected the order',
    owner: 'planner',
    remedy: 'Read the MES’s text, correct the cause, then retry; or cancel the order.',
  },
  'B-NO-ANSWER': {
    title: 'The awaited answer is late',
    owner: 'planner',
    remedy: 'Ask the sender; retry looks for the answer there now.',
  },
  'B-OVERDUE': {
    title: 'The order runs past its scheduled end',
    owner: 'planner',
    remedy: 'Ask the shop floor; the run goes on waiting.',
  },
  'B-QTY-OVER': {
    title: 'More was made than the order and its tolerance allow',
    owner: 'supervisor',
    remedy: 'Accept it as a supervisor, or reject the report to the MES.',
  },
  'B-QTY-IMPLAUSIBLE': {
    title: 'Yield, scrap and rework together exceed the order implausibly',
    owner: 'supervisor',
    remedy: 'Check for a typing error; a supervisor may accept it, or reject it to the MES.',
  },
  'B-STOCK-SHORT': {
    title: 'Stock is too short for a component',
    owner: 'inventory',
    remedy: 'Post the missing transfer or receipt; the line is posted by itself when stock arrives.',
  },
  'B-STAGING-PICKED': {
    title: 'Staged material was already picked',
    owner: 'inventory',
    remedy: 'It is brought back by return tasks in the warehouse.',
  },
  'C-SCHEMA': {
    title: 'The message does not have the agreed shape',
    owner: 'operator',
    remedy: 'Have the sender corrected, or mend the mapping, then replay the message.',
  },
  'C-ENUM-UNKNOWN': {
    title: 'The message has a value that we do not know',
    owner: 'master-data',
    remedy: 'Add the value to the mapping, then replay the message.',
  },
  'C-MAPPING': {
    title: 'A value of the other system has no counterpart here',
    owner: 'master-data',
    remedy: 'Add it to the landscape’s mapping, then retry or replay.',
  },
  'C-UOM': {
    title: 'No conversion for this unit of measure',
    owner: 'master-data',
    remedy: 'Maintain the unit at the item in the ERP, then retry.',
  },
  'C-MASTER-VERSION': {
    title: 'The MES lacks the BOM or routing version of this order',
    owner: 'master-data',
    remedy: 'Send the version to the MES; the order goes on by itself when it is acknowledged.',
  },
  'C-ORDER-INVALID': {
    title: 'The order cannot be released as it stands',
    owner: 'master-data',
    remedy: 'Correct the order in the ERP, then retry.',
  },
  'C-DUP-CONFLICT': {
    title: 'The same id arrived with another content',
    owner: 'operator',
    remedy: 'Ask the sender which one is right; keep the first or take the second by a decision.',
  },
  'C-ORPHAN-EVENT': {
    title: 'A report for an order that the ERP does not know',
    owner: 'planner',
    remedy: 'Create or release the order in the ERP, then retry; or reject the report to the MES.',
  },
  'C-BAD-REPLY': {
    title: 'The system’s reply cannot be understood',
    owner: 'operator',
    remedy: 'Check for a proxy or a changed release in front of the system.',
  },
  'C-DIFFERENT': {
    title: 'What was posted differs from what was meant',
    owner: 'operator',
    remedy: 'Compare the two; correct it in the system, then retry to read it again.',
  },
  'C-INCOMPLETE': {
    title: 'The confirmation stands, but a movement of it failed in the ERP',
    owner: 'inventory',
    remedy: 'Reprocess the failed movement in the ERP (COGI), then retry to read it again.',
  },
  'U-IN-DOUBT': {
    title: 'It is not known whether the posting happened',
    owner: 'operator',
    remedy: 'It is being looked up; if you know better, resolve it with the document’s number or as not posted.',
  },
  'P-AUTHZ': {
    title: 'Our user may not do this in the system',
    owner: 'operator',
    remedy: 'Have the authorisation added, then retry.',
  },
  'P-ENDPOINT': {
    title: 'The system does not offer this service',
    owner: 'operator',
    remedy: 'Check the address and the activated services in the landscape, then retry.',
  },
  'P-BUG': {
    title: 'A defect in this product',
    owner: 'operator',
    remedy: 'Report it with the run’s id; retry after the fix.',
  },
} as const satisfies Record<string, ErrorEntry>;

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
