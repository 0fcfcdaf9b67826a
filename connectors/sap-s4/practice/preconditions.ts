import { Refusal } from './refusal.js';

/** A write must name the state that it is based on. @throws Refusal 428 or 412 */
export function requireMatch(ifMatch: string | undefined, etag: string): void {
  if (!ifMatch)
    throw new Refusal(428, { code: '/IWBEP/CM_MGW_RT/224', message: 'The service requires an If-Match header' });
  if (ifMatch !== etag) throw new Refusal(412, { code: '/IWBEP/CM_MGW_RT/225', message: 'Precondition failed' });
}
