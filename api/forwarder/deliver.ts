import { isEventType, type Route, routes } from '../../contracts/events.js';
import type { StoredMessage } from '../../store/store.js';
import type { ApiContext } from '../context.js';
import { deliverStart } from './deliver-start.js';
import { deliverSignals } from './deliver-signals.js';

type RunRoute = Exclude<Route['route'], 'fan-out'>;

/**
 * Delivers a run's messages in the order of their offsets.
 * @returns how many are settled: delivered, or put where people see them
 * @throws what Temporal throws when it does not answer; what was not marked is delivered again with the same offsets
 */
export async function deliver(
  context: ApiContext,
  target: string,
  messages: readonly StoredMessage[],
): Promise<number> {
  let settled = 0;
  for (const { route, group } of inGroups(messages)) {
    if (route !== 'start') {
      settled += await deliverSignals(context, target, route, group);
      continue;
    }
    for (const message of group) {
      const { freed } = await deliverStart(context, target, message);
      settled += 1;
      // Orphans that waited for this run go to the end of its order; the next pass takes all of it in order.
      if (freed > 0) return settled;
    }
  }
  return settled;
}

/** Neighbours that travel in the same way. */
function inGroups(messages: readonly StoredMessage[]): { route: RunRoute; group: StoredMessage[] }[] {
  const groups: { route: RunRoute; group: StoredMessage[] }[] = [];
  for (const message of messages) {
    const route = routeOf(message);
    const last = groups.at(-1);
    if (last?.route === route) last.group.push(message);
    else groups.push({ route, group: [message] });
  }
  return groups;
}

/** What a fan-out has made for a single run is a signal to it. */
function routeOf({ type }: StoredMessage): RunRoute {
  const route = isEventType(type) ? routes[type].route : 'signal';
  return route === 'fan-out' ? 'signal' : route;
}
