import { Customer, type CustomerOptions } from './customer.js';

export { Customer, type CustomerOptions, PRACTICE_SECRET } from './customer.js';

/** A practice customer's receiver, answering on loopback. */
export async function startCustomer(options: CustomerOptions = {}): Promise<Customer> {
  const customer = new Customer(options);
  await customer.standIn.start(options.port ?? 0);
  return customer;
}
