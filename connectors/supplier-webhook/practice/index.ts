import { Suppliers, type SuppliersOptions } from './suppliers.js';

export type { Announcement } from './dispatch.js';
export type { KeptAdvice, KeptOrder } from './mail.js';
export { type OrderAnswer, Suppliers, type SuppliersOptions } from './suppliers.js';

/** Practice suppliers, answering on loopback. */
export async function startSuppliers(options: SuppliersOptions = {}): Promise<Suppliers> {
  const suppliers = new Suppliers(options);
  await suppliers.standIn.start(options.port ?? 0);
  return suppliers;
}
