/** The page's files are missing or incomplete. */
export class PageNotBuilt extends Error {
  readonly code = 'PAGE_NOT_BUILT';
  constructor(folder: string, cause: unknown) {
    super(`The page's built files are not in ${folder}. Run "npm run build".`, { cause });
    this.name = 'PageNotBuilt';
  }
}
