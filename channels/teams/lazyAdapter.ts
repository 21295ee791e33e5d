/** Bot Framework's adapter, loaded when it is first needed: it takes long to load, and many starts never need it. */
import type { BotCloud } from './botCloud';
import type { TeamsSettings } from './settings';
import type { TeamsAdapter } from './teamsAdapter';

export type LazyAdapter = () => Promise<TeamsAdapter>;

export function lazyAdapter(settings: TeamsSettings, cloud?: BotCloud): LazyAdapter {
  let loaded: Promise<TeamsAdapter> | null = null;
  return () => (loaded ??= import('./teamsAdapter').then((module) => new module.TeamsAdapter(settings, cloud)));
}
