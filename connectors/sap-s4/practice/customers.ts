export interface Customer {
  customer: string;
  name: string;
  city: string;
  /** SAP's own name. */
  timeZone: string;
  /** Share of the net amount. */
  taxRate: string;
}

/** Customers that every practice plant has. */
export const customers: Customer[] = [
  { customer: 'C-100', name: 'Lakeside Pump Supply', city: 'Chicago', timeZone: 'CST', taxRate: '0.08' },
  { customer: 'C-200', name: 'Wasserwerke Nord GmbH', city: 'Hamburg', timeZone: 'CET', taxRate: '0.19' },
  { customer: 'C-300', name: 'Harbour Irrigation Ltd', city: 'Felixstowe', timeZone: 'GMTUK', taxRate: '0.20' },
];

/** `A_BusinessPartner` */
export const businessPartnerJson = ({ customer, name, city, timeZone }: Customer) => ({
  BusinessPartner: customer,
  Customer: customer,
  BusinessPartnerFullName: name,
  to_BusinessPartnerAddress: [{ BusinessPartner: customer, AddressID: '1', CityName: city, AddressTimeZone: timeZone }],
});
