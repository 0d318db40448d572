/** The code of an error, as the system (`ENOENT`) and PostgreSQL (`23505`) give it; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
