/** Our own server as `npm start` runs it, on an empty database in `folder`. Only its limits are raised. */
import { join } from 'node:path';
import { ServerProcess } from './serverProcess';

const NO_LIMIT = '1000000000';
let databases = 0;

export const startProduct = (
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> => {
  databases += 1;
  return ServerProcess.start(
    ['--max-semi-space-size=32', 'dist/index.js'],
    {
      PORT: '0',
      DATABASE_URL: `sqlite:${join(folder, `${databases}.db`)}`,
      LIMIT_STARTS_PER_MINUTE: NO_LIMIT,
      LIMIT_MESSAGES_PER_MINUTE: NO_LIMIT,
      LIMIT_MESSAGES_PER_SOURCE_PER_MINUTE: NO_LIMIT,
      LIMIT_MESSAGES_IN_ALL_PER_MINUTE: NO_LIMIT,
      ...settings,
    },
    '/readyz',
  );
};
