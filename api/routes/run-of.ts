import { runId, type RunKey } from '../../contracts/ids.js';
import { processes } from '../../contracts/processes/index.js';
import type { ProcessContract } from '../../contracts/processes/process.js';
import type { ApiContext } from '../context.js';
import { type Caller, seesRun } from '../http/access.js';
import { notFound } from '../http/problem.js';

export interface AddressedRun {
  id: string;
  plant: string;
  company: string;
  contract: ProcessContract;
}

/**
 * The run that an address names, before anyone is asked for it.
 * @throws Problem NOT_FOUND for an unknown process, and for a plant that is not the caller's
 */
export function runOf({ landscape }: Pick<ApiContext, 'landscape'>, params: RunKey, caller: Caller): AddressedRun {
  const contract = Object.hasOwn(processes, params.process) ? processes[params.process] : undefined;
  const id = runId(params);
  const [, company = '', plant = ''] = id.split('/');
  if (!contract || !seesRun(landscape, caller, company, plant)) throw notFound();
  return { id, plant, company, contract };
}
