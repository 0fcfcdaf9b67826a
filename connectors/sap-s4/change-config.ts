import { z } from 'zod';

const path = z.templateLiteral(['/', z.string()]).refine((value) => value.length <= 200 && !/[\s?#]/.test(value), {
  message: 'must be a path such as /sap/opu/odata/sap/…',
});

/** What engineering changes add to an SAP system's part of the landscape. */
export const changeConfig = {
  /** SAP publishes no service that has a change with all that it changes: this is one of the customer's own. */
  changeService: path.default('/sap/opu/odata/sap/ZENGINEERING_CHANGE_SRV'),
};

const CHANGE = 'z.engineeringchange.v1.EngineeringChange';

export const changeEvents = {
  engineeringChangeReleased: z.array(z.string()).default([`${CHANGE}.Released.v1`]),
  engineeringChangeChanged: z.array(z.string()).default([`${CHANGE}.Changed.v1`]),
  engineeringChangeCancelRequested: z.array(z.string()).default([`${CHANGE}.CancellationRequested.v1`]),
};
