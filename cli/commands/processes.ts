import { Command } from 'commander';
import { CliError } from '../exit.js';
import { self } from '../self.js';
import { settingsOf } from '../settings.js';
import { type Governed, listGoverned, showGoverned } from '../views/governance.js';

type Process = Governed & { process: string };
type Interface = Governed & { capability: string; direction: string };

export const processesCommand = new Command('processes')
  .description('who answers for each process, how soon things are to happen, what brings it back')
  .argument('[process]', 'one of them, with its rules: order-to-production')
  .action(async (name: string | undefined, _, command: Command) => {
    const { client, output } = settingsOf(command);
    const { processes } = await client.get<{ processes: Process[] }>('/v1/processes');
    const asked = chosen(processes, ({ process }) => process, name, 'process');
    output.result({ processes: asked }, () => {
      if (name === undefined)
        return listGoverned(
          'PROCESS',
          named(asked, ({ process }) => process),
          output,
        );
      for (const one of asked) showGoverned(one.process, one, output);
    });
  });

export const interfacesCommand = new Command('interfaces')
  .description('who answers for each way to another system, and what brings it back')
  .argument('[kind]', 'of system, with its rules: erp, mes, wms, transport …')
  .action(async (name: string | undefined, _, command: Command) => {
    const { client, output } = settingsOf(command);
    const { interfaces } = await client.get<{ interfaces: Interface[] }>('/v1/interfaces');
    const asked = chosen(interfaces, ({ capability }) => capability, name, 'kind of system');
    output.result({ interfaces: asked }, () => {
      if (name === undefined) return listGoverned('INTERFACE', named(asked, wayOf), output);
      for (const one of asked) showGoverned(wayOf(one), one, output);
    });
  });

/** `mes in`: it tells us; `mes out`: we call it. */
const wayOf = ({ capability, direction }: Interface): string => `${capability} ${direction}`;

const named = <T extends Governed>(all: T[], name: (one: T) => string): [string, T][] =>
  all.map((one) => [name(one), one]);

/** Those that are called so; all without a name. @throws CliError */
function chosen<T>(all: T[], nameOf: (one: T) => string, name: string | undefined, what: string): T[] {
  const found = all.filter((one) => name === undefined || nameOf(one) === name);
  if (found.length > 0) return found;
  const known = [...new Set(all.map(nameOf))].join(', ');
  throw new CliError(`there is no ${what} ${name ?? ''}: ${known}`, { next: `${self} --help` });
}
