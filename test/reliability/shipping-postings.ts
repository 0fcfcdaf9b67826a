import type { ShippingScenario } from './cancel-shipping-dock.js';

/** How an order goes; one that is taken back is cancelled when all of it is done and the truck is still there. */
export interface ShippingCourse extends ShippingScenario {
  takenBackWhen?: 'accrued' | 'billed';
}

export const shippingCourses = {
  'delivered': {},
  'corrected': { short: '5', first: 'is silent' },
  'taken back': { stays: true, takenBackWhen: 'accrued' },
  'taken back after billing': { stays: true, incoterms: 'CPT', takenBackWhen: 'billed' },
} as const satisfies Record<string, ShippingCourse>;

export type CourseName = keyof typeof shippingCourses;

/** A posting on the wire; patterns are regular expressions. */
export interface ShippingPosting {
  course: CourseName;
  system: 'sap' | 'wms' | 'tms' | 'customer';
  method: string;
  path: string;
  /** Stands in its body. */
  body?: string;
}

/** Every posting on the way to cash and back, in a course that makes it. */
export const shippingPostings: Record<string, ShippingPosting> = {
  'create delivery': { course: 'delivered', system: 'sap', method: 'POST', path: '/A_OutbDeliveryHeader(\\?|$)' },
  'release to warehouse': { course: 'delivered', system: 'wms', method: 'PUT', path: '/outbound-orders/[^/]+(\\?|$)' },
  'plan load': { course: 'delivered', system: 'tms', method: 'POST', path: '/loads(\\?|$)' },
  'tender': { course: 'delivered', system: 'tms', method: 'POST', path: '/tenders(\\?|$)' },
  'set picked': { course: 'delivered', system: 'sap', method: 'POST', path: '/PickOneItem' },
  'post goods issue': { course: 'delivered', system: 'sap', method: 'POST', path: '/PostGoodsIssue' },
  'accrue freight': { course: 'delivered', system: 'sap', method: 'POST', path: '/journalentrycreate' },
  'send ship notice': { course: 'delivered', system: 'customer', method: 'POST', path: '/ship-notices' },
  'bill': { course: 'delivered', system: 'sap', method: 'POST', path: '/SAP__self.CreateFromSDDocument' },
  'change delivery': { course: 'corrected', system: 'sap', method: 'PATCH', path: '/A_OutbDeliveryItem' },
  'withdraw tender': { course: 'corrected', system: 'tms', method: 'DELETE', path: '/tenders/' },
  'cancel ship notice': {
    ...{ course: 'taken back', system: 'customer', method: 'POST', path: '/ship-notices', body: 'CANCELLATION' },
  },
  'reverse accrual': {
    ...{ course: 'taken back', system: 'sap', method: 'POST', path: '/journalentrycreate', body: 'Rev. ' },
  },
  'cancel load': { course: 'taken back', system: 'tms', method: 'POST', path: '/loads/[^/]+/cancel(\\?|$)' },
  'reverse goods issue': { course: 'taken back', system: 'sap', method: 'POST', path: '/ReverseGoodsIssue' },
  'unpick': { course: 'taken back', system: 'wms', method: 'POST', path: '/unpick(\\?|$)' },
  'cancel warehouse order': {
    course: 'taken back',
    system: 'wms',
    method: 'POST',
    path: '/outbound-orders/[^/]+/cancel(\\?|$)',
  },
  'delete delivery': { course: 'taken back', system: 'sap', method: 'DELETE', path: '/A_OutbDeliveryHeader' },
  'reject lines': { course: 'taken back', system: 'sap', method: 'PATCH', path: '/A_SalesOrderItem' },
  'cancel billing': { course: 'taken back after billing', system: 'sap', method: 'POST', path: '/Cancel' },
};

export const postingsOf = (course: CourseName): [string, ShippingPosting][] =>
  Object.entries(shippingPostings).filter(([, posting]) => posting.course === course);
