import { idSegment } from '../contracts/ids.js';
import type { SystemConfig } from './landscape.js';
import { type Problem, pathOf } from './problems.js';
import { plantFile } from './schema.js';

/** A sales order carries the settings of all plants that may deliver it, and Temporal bounds what a run carries. */
const PLANTS_MAX = 200;

interface Plant {
  plant: string;
  erp: string;
}

/** What must be the same, or is bounded, over the plants of a company: a sales order is delivered from any of them. */
export function inCompanies(files: Record<string, unknown>, systems: SystemConfig[]): Problem[] {
  const erps = new Set(systems.filter(({ capability }) => capability === 'erp').map(({ id }) => id));
  const companies = new Map<string, Plant[]>();
  for (const [plant, file] of Object.entries(files)) {
    const { data } = plantFile.safeParse(file);
    if (!data) continue;
    const company = idSegment(data.company);
    companies.set(company, [...(companies.get(company) ?? []), { plant, erp: data.systems.erp }]);
  }
  return [...companies].flatMap(([company, plants]) => [
    ...ofSeveralErps(company, plants, erps),
    ...tooMany(company, plants),
  ]);
}

function ofSeveralErps(company: string, plants: Plant[], erps: ReadonlySet<string>): Problem[] {
  const [first, ...others] = plants.filter(({ erp }) => erps.has(erp));
  return others
    .filter(({ erp }) => erp !== first?.erp)
    .map(({ plant, erp }) => ({
      path: pathOf('plants', plant, 'systems', 'erp'),
      problem: `${erp} has orders of company ${company}, and so has ${first?.erp} at ${first?.plant}`,
      fix: `name one ERP at all plants of the company, or give ${plant} a company of its own`,
    }));
}

const tooMany = (company: string, plants: Plant[]): Problem[] =>
  plants.length <= PLANTS_MAX
    ? []
    : [
        {
          path: pathOf('plants', plants[PLANTS_MAX]?.plant ?? ''),
          problem: `company ${company} has ${plants.length} plants; a sales order over more than ${PLANTS_MAX} is not carried`,
          fix: 'divide them over several companies',
        },
      ];
