import { errorClass, type ErrorCode } from '../contracts/errors.js';
import type { Impact, Severity } from '../contracts/view.js';
import { decimal } from './arithmetic.js';

/** Domain: severity by misstated stock; a posting in doubt may have been made twice, and a blocked lot went into others. */
export function severityOf(code: ErrorCode, impact?: Impact): Severity {
  const misstatement = decimal(impact?.inventoryMisstatement?.amount ?? 0);
  if (code === 'B-LOT-STATUS' || misstatement.gt(50_000)) return 'SEV2';
  if (errorClass(code) === 'U' || misstatement.gt(5_000)) return 'SEV3';
  return 'SEV4';
}

const order: Severity[] = ['SEV1', 'SEV2', 'SEV3', 'SEV4'];

export const worstOf = (severities: Severity[]): Severity | undefined => order.find((one) => severities.includes(one));
