import type { RefusalBody } from '../../../practice/faults.js';

export interface ErrorDetail {
  code: string;
  message: string;
}

/** SAP refuses: answered with this status, and its words as OData V2 error. */
export class Refusal extends Error {
  readonly status: number;
  readonly details: ErrorDetail[];

  constructor(status: number, ...details: ErrorDetail[]) {
    super(details[0]?.message ?? '');
    this.status = status;
    this.details = details;
  }
}

let transactions = 0;

/** OData V2: `heading` stands for several messages, which are then in the details. */
export function errorBody(details: ErrorDetail[], heading = details[0]) {
  transactions += 1;
  return {
    error: {
      code: heading?.code ?? '',
      message: { lang: 'en', value: heading?.message ?? '' },
      innererror: {
        application: {
          component_id: 'PP-SFC',
          service_namespace: '/SAP/',
          service_id: 'PRACTICE',
          service_version: '0001',
        },
        transactionid: `EAB${String(transactions).padStart(29, '0')}`,
        timestamp: '20260309190000.0000000',
        errordetails: details.map(({ code, message }) => ({
          code,
          message,
          propertyref: '',
          severity: 'error',
          target: '',
        })),
      },
    },
  };
}

/** What SAP's own texts read like, for faults that name a code only. */
const texts: Record<string, string> = {
  'M7/021': 'Deficit of SL Unrestricted-use 58 EA : RM-20 P100 LINE',
  'M7/022': 'PU Ordered quantity exceeded by 20 EA : RM-10 P100 0001',
  'M7/053': 'Posting only possible in periods 2026/03 and 2026/02 in company code 1000',
  'M3/897': 'The plant data of material RM-20 is locked by user MUELLER',
  'ME/006': 'User MUELLER already processing purchase order 4500000001',
  'RU/494': 'Order 1000123 is closed',
  'CO/469': 'Order 1000123 is technically completed',
};

/** A fault with a code is refused by the application; one without by what stands in front of it. */
export const refusal: RefusalBody = (status, code) => {
  if (!code) return { type: 'text/html', body: `<html><body><h1>${status}</h1>Application Server Error</body></html>` };
  const message = texts[code] ?? `Message ${code}`;
  return { type: 'application/json', body: JSON.stringify(errorBody([{ code, message }])) };
};
