/** Two instances of the built product on one PostgreSQL, with a balancer before them. */
import { freePort, start, type Product } from '../product';
import { startBalancer } from './balancer';
import { startPostgres, type PostgresServer } from './postgresServer';

/** One-time links are known to the instance that made them. */
const PINNED = /^\/desk\/api\/(enter|links)$/;

export interface Pair extends Product {
  /** In the order of their start. */
  readonly instances: readonly Product[];
  readonly server: PostgresServer;
  readonly databaseUrl: string;
  /** What is sent to from now on. */
  use(instances: readonly Product[]): void;
  /** Ends one so, starts it again, and sends to both. */
  restartOne(n: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

const portOf = ({ url }: Product): number => Number(new URL(url).port);

export async function startPair(port: number, folder: string, env: Readonly<Record<string, string>>): Promise<Pair> {
  const server = await startPostgres();
  const databaseUrl = await server.database();
  const database = { ...env, DATABASE_URL: databaseUrl };
  const balancer = await startBalancer(port, PINNED);
  const begin = async (more: Readonly<Record<string, string>>): Promise<Pair> => {
    const one = async (): Promise<Product> => {
      const own = await freePort();
      return start(own, folder, { ...database, ...more, PORT: String(own) });
    };
    const instances = [await one(), await one()];
    const use = (some: readonly Product[]): void => {
      balancer.use(some.map(portOf));
    };
    use(instances);
    const [first] = instances;
    if (first === undefined) throw new Error('no instance');
    const all = async (end: (product: Product) => Promise<void>): Promise<void> => {
      await Promise.all(instances.map(end));
    };
    return {
      url: `http://127.0.0.1:${port}`,
      folder,
      // The way in is that of the first: see PINNED.
      output: () =>
        instances.map(({ output }, i) => (i === 0 ? output() : output().replace(/^.*\/desk\/enter#.*$/m, ''))).join(''),
      process: first.process,
      instances,
      server,
      databaseUrl,
      use,
      async restartOne(n, signal) {
        const before = instances[n];
        if (before === undefined) throw new Error('there are two');
        await (signal === 'SIGKILL' ? before.kill() : before.stop());
        instances[n] = await one();
        use(instances);
      },
      kill: () => all((product) => product.kill()),
      async stop() {
        await all((product) => product.stop());
        await balancer.close();
        await server.stop();
      },
      async again(again = {}) {
        await all((product) => product.kill());
        return begin({ ...more, ...again });
      },
    };
  };
  return begin({});
}
