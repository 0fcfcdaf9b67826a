import { discoverConnectors } from '../../connectors/discover.js';
import type { Ports } from '../../contracts/ports.js';
import { loadLandscape } from '../../landscape/load.js';

export const NAIVE_QUEUE = 'naive';

/** The systems of plant P100, from the same landscape that the product reads. */
export async function portsOfP100(environment: NodeJS.ProcessEnv): Promise<Pick<Ports, 'erp' | 'mes' | 'wms'>> {
  const connectors = await discoverConnectors();
  const landscape = loadLandscape(environment['HEADRACE_LANDSCAPE'] ?? '', environment, connectors);
  const [policy] = landscape.plants;
  const portOf = (capability: keyof Ports) => {
    const system = landscape.systems.find(({ id }) => id === policy?.systems[capability]?.id);
    const port = system && connectors.get(system.connector)?.create(system.id, system.config);
    if (!port) throw new Error(`the landscape has no ${capability}`);
    return port;
  };
  return { erp: portOf('erp'), mes: portOf('mes'), wms: portOf('wms') } as Pick<Ports, 'erp' | 'mes' | 'wms'>;
}
