import { z } from 'zod';
import type { CallContext, DefinitionsRecord } from '../../contracts/ports.js';
import type { RestClient } from '../rest-client.js';

const word = z.string().max(200);
const bom = z.object({ revision: word, hash: word });
const routing = z.object({ version: word, hash: word });

export interface DefinitionsWanted {
  item: string;
  bomRevision: string;
  routingVersion: string;
}

/** What the MES has of an item's BOM revision and routing version; null for what it lacks. */
export async function readDefinitions(
  rest: RestClient,
  wanted: DefinitionsWanted,
  context: CallContext,
): Promise<DefinitionsRecord> {
  const item = encodeURIComponent(wanted.item);
  const [foundBom, foundRouting] = await Promise.all([
    rest.read(`/definitions/boms/${item}?revision=${encodeURIComponent(wanted.bomRevision)}`, bom, context),
    rest.read(`/definitions/routings/${item}?version=${encodeURIComponent(wanted.routingVersion)}`, routing, context),
  ]);
  return {
    bom: foundBom?.revision === wanted.bomRevision ? foundBom : null,
    routing: foundRouting?.version === wanted.routingVersion ? foundRouting : null,
  };
}
