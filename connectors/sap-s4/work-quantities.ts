import { Decimal } from 'decimal.js';
import type { ActivityTime } from '../../contracts/entities/confirmation.js';
import { ConnectorError, type ErrorCode } from '../../contracts/errors.js';
import type { SapSession } from './session.js';

/** Times of work as the six quantities of a confirmation; which is which follows the work center's standard values. */
export function workFields(sap: SapSession, activities: ActivityTime[] = []): Record<string, string> {
  const times = new Map<number, ActivityTime['duration']>();
  for (const { type, duration } of activities) {
    const position = sap.config.activityTypes.indexOf(type) + 1;
    if (position === 0) throw refused(sap, 'C-MAPPING', `kind of work "${type}" is not one of activityTypes`);
    const before = times.get(position);
    if (before && before.uom !== duration.uom)
      throw refused(sap, 'C-UOM', `${type} cannot be in ${before.uom} and ${duration.uom} side by side`);
    times.set(position, { ...duration, value: new Decimal(duration.value).plus(before?.value ?? 0).toFixed() });
  }
  const fields = [...times].flatMap(([position, { value, uom }]) => [
    [`OpConfirmedWorkQuantity${position}`, value],
    [`OpWorkQuantityUnit${position}`, uom],
  ]);
  return Object.fromEntries(fields) as Record<string, string>;
}

const refused = ({ system }: SapSession, code: ErrorCode, text: string): ConnectorError =>
  new ConnectorError({ code, text: `${system}: ${text}`, applied: 'no', upstream: { system } });
