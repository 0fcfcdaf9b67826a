import type { MaterialDocument, Movement } from './documents.js';
import { reversalOf } from './movement-types.js';
import { deficit, postDocument, refused, shortOf } from './movements.js';
import { unpadded } from './numbers.js';
import { orderFaults } from './purchase-movements.js';
import { Refusal } from './refusal.js';
import type { PlantState } from './state.js';

/** Takes a whole document back by one of its own, at the value that it had. @throws Refusal, and then nothing is posted */
export function cancelDocument(
  state: PlantState,
  { number, year }: { number: string; year: string },
  postingDate: string,
): MaterialDocument {
  const found = state.materialDocuments.find((one) => unpadded(one.number) === unpadded(number) && one.year === year);
  if (!found) throw new Refusal(404, { code: 'M7/061', message: `Material document ${number} ${year} does not exist` });
  checkStands(found);
  const movements = found.movements.map(reversed);
  const faults = [...shortOf(state, movements).map(deficit), ...orderFaults(state, movements)];
  if (faults.length > 0) throw new Refusal(400, ...faults);
  for (const orderNo of new Set(movements.flatMap((one) => one.orderNo || []))) state.touch(state.order(orderNo));
  const { reference, text } = found;
  const made = postDocument(state, { reference, text, postingDate, cancels: found.number, movements });
  found.cancelledBy = made.number;
  return made;
}

function checkStands({ number, cancels, cancelledBy, confirmation }: MaterialDocument): void {
  if (cancelledBy !== undefined)
    throw refused('M7/254', `Material document ${number} has already been cancelled by ${cancelledBy}`);
  if (cancels !== undefined) throw refused('M7/255', `Material document ${number} is itself a cancellation`);
  if (confirmation !== undefined)
    throw refused('M7/256', `Material document ${number} was posted with confirmation ${confirmation}`);
}

/** What was brought to another place comes back from there. */
export function reversed(movement: Movement): Movement {
  const type = reversalOf(movement.type);
  if (!type) throw refused('M7/257', `Movement type ${movement.type} is not cancelled by a material document`);
  const { location, toLocation, batch, toBatch } = movement;
  return {
    ...{ ...movement, type },
    ...(toLocation !== undefined && { location: toLocation, toLocation: location }),
    ...(toBatch !== undefined && { batch: toBatch, toBatch: batch }),
  };
}
