/** Whether DATABASE_URL names a database of PostgreSQL; else it is a file. */
export const isPostgres = (url: string): boolean => /^postgres(ql)?:/.test(url);
