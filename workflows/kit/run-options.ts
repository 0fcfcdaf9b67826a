import type { EventType } from '../../contracts/events.js';
import type { RunKey } from '../../contracts/ids.js';
import type { PeerMessage } from '../../contracts/peers.js';
import type { PlantPolicy } from '../../contracts/policy.js';
import type { ProcessContract } from '../../contracts/processes/process.js';
import type { Exception, RunView } from '../../contracts/view.js';
import type { Asked } from './desk.js';
import type { CarriedInbox } from './inbox.js';
import type { CarriedJournal } from './journal.js';
import type { Run } from './run.js';
import type { CarriedUndo } from './undo.js';

/** What planners see beside state and condition. */
export type Shown = Pick<RunView, 'item' | 'progress' | 'fulfilment' | 'freight' | 'targets' | 'step' | 'undoable'>;

/** What a run takes along when it continues as new. */
export interface CarriedRun {
  journal: CarriedJournal;
  asked: Asked;
  exceptions: Exception[];
  view: RunView;
  inbox: CarriedInbox;
  undos?: CarriedUndo[];
}

export interface RunOptions {
  contract: ProcessContract;
  key: RunKey;
  policy: PlantPolicy;
  /** An event that means the same as a person's cancel. */
  cancelledBy?: EventType;
  /** Why a cancel is not possible now, beyond what the state says; undefined when it is. */
  cancelRefusal?: () => string | undefined;
  /** Called as each message of a related run comes in; it may come before the run has begun. */
  onPeer?: (message: PeerMessage, run: Run) => void | Promise<void>;
  carried?: CarriedRun | undefined;
}
