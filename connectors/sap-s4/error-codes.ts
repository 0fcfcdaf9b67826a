import type { ErrorCode } from '../../contracts/errors.js';

/**
 * What SAP's messages mean, by class and number. SAP publishes no list; a customer's landscape adds to it, and an
 * unknown one is taken as a business rejection that a person reads.
 */
export const knownCodes: Record<string, ErrorCode> = {
  'M7/021': 'B-STOCK-SHORT',
  'M7/022': 'B-RCV-OVER',
  'M7/053': 'B-REJECTED',
  'M3/897': 'T-LOCK',
  // Somebody else has the purchase order open.
  'ME/006': 'T-LOCK',
  'RU/494': 'B-ORDER-CLOSED',
  'CO/469': 'B-ORDER-CLOSED',
  'CO/030': 'B-ORDER-CLOSED',
  // Credit checks of sales documents (message class V1).
  'V1/150': 'B-CREDIT',
  'V1/151': 'B-CREDIT',
  'V1/152': 'B-CREDIT',
  'V1/153': 'B-CREDIT',
  'V1/154': 'B-CREDIT',
  'VL/248': 'B-STOCK-SHORT',
};

/** Messages of sales, shipping and billing; where the number is unknown, what they speak of. */
const SALES = /^(V1|V4|VF|VL|VU)\//;
const spokenOf: [RegExp, ErrorCode][] = [
  [/\b(locked|being processed) by\b/i, 'T-LOCK'],
  [/\bcredit\b/i, 'B-CREDIT'],
  [/\bbilling block|blocked for billing\b/i, 'B-BILLING-BLOCK'],
  [/\bdelivery block|blocked for delivery\b/i, 'B-DELIVERY-BLOCK'],
];

/** @param added the landscape's own codes */
export function meaningOf(code: string, text: string, added: Record<string, ErrorCode>): ErrorCode | undefined {
  for (const codes of [added, knownCodes]) if (Object.hasOwn(codes, code)) return codes[code];
  return spokenOf.find(([pattern, means]) => (means === 'T-LOCK' || SALES.test(code)) && pattern.test(text))?.[1];
}
