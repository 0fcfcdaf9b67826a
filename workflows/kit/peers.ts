import { getExternalWorkflowHandle, defineSignal } from '@temporalio/workflow';
import { PEER_SIGNAL } from '../../contracts/events.js';
import type { PeerMessage } from '../../contracts/peers.js';

const peerSignal = defineSignal<[PeerMessage]>(PEER_SIGNAL);

/** Tells a related run. @returns false when it does not exist, or has ended */
export async function tell(runId: string, message: PeerMessage): Promise<boolean> {
  try {
    await getExternalWorkflowHandle(runId).signal(peerSignal, message);
    return true;
  } catch (failure) {
    if (failure instanceof Error && /not found|not_found|already completed/i.test(failure.message)) return false;
    throw failure;
  }
}
