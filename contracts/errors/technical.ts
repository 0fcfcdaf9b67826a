import type { ErrorEntry } from './entry.js';

/** Technical, in doubt, and permanent. */
export const technicalErrors = {
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
