import { Customer, type CustomerOptions } from './customer.js';

export { PRACTICE_SECRET } from '../../../practice/signed-inbox.js';
export { Customer, type CustomerOptions } from './customer.js';

/** A practice customer's receiver, answering on loopback. */
export async function startCustomer(options: CustomerOptions = {}): Promise<Customer> {
  const customer = new Customer(options);
  await customer.standIn.start(options.port ?? 0);
  return customer;
}
