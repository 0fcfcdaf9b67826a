import type { EventSender } from '../../../practice/event-sender.js';
import { changeOf, type NewChange, type PlantChange } from './changes.js';
import type { PlantState } from './state.js';

const CHANGE = 'z.engineeringchange.v1.EngineeringChange';

/** What engineers do in the practice S/4HANA. */
export class ChangeDesk {
  readonly #state: PlantState;
  readonly #events: EventSender;

  constructor(state: PlantState, events: EventSender) {
    this.#state = state;
    this.#events = events;
  }

  /** Puts it there, in the place of what was there under its number; tells nobody. */
  put(change: NewChange): PlantChange {
    const added = changeOf(this.#state.company, change);
    this.#state.changes.set(added.changeNo, added);
    return added;
  }

  /** Tells of it; once more, as a duplicate, when it was told already. */
  release(changeNo: string): void {
    this.#tell('Released', changeNo);
  }

  /** There is a later version, or it was saved without a change. */
  tellChanged(changeNo: string): void {
    this.#tell('Changed', changeNo);
  }

  requestCancel(changeNo: string): void {
    this.#tell('CancellationRequested', changeNo);
  }

  /** Another change takes its place, or it is withdrawn. */
  end(changeNo: string, status: 'WITHDRAWN' | 'SUPERSEDED', supersededBy?: string): void {
    const change = this.#state.changes.get(changeNo);
    if (!change) throw new Error(`no change ${changeNo} in the ERP`);
    Object.assign(change, { status, version: change.version + 1 }, supersededBy !== undefined && { supersededBy });
    this.#tell('Changed', changeNo);
  }

  /** As SAP does: the key, and nothing more. */
  #tell(what: string, changeNo: string): void {
    this.#events.tell(`${CHANGE}.${what}.v1`, changeNo, { ChangeNumber: changeNo });
  }
}
