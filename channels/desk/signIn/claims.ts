/** What the Trust's sign-in says of somebody, read as who they are at the desk. */
import { z } from 'zod';
import { ROLES, type Role } from '../../../handover/roles';
import { MAX_NAME } from '../wire';
import type { SignedIn } from './signIn';

/** Values of app roles, as the registration names them: `PALS.Advisor`. */
const VALUES = new Map<string, Role>(ROLES.map((role) => [`pals.${role}`, role]));
/** Who has several roles works with the first of these. */
const ORDER: readonly Role[] = ['supervisor', 'advisor', 'administrator', 'auditor'];

const claimsSchema = z.object({
  sub: z.string().min(1),
  /** Entra's id of a person, the same in Teams. */
  oid: z.guid().optional(),
  name: z.string().optional(),
  given_name: z.string().optional(),
  family_name: z.string().optional(),
  roles: z.array(z.string()).default([]),
});

/**
 * People in the chat see this name, and directories write more into it than a name: "RAO, Asha (EXAMPLE NHS TRUST)" is
 * Asha Rao.
 */
function nameOf({ name = '', given_name: given = '', family_name: family = '' }: z.infer<typeof claimsSchema>): string {
  const whole =
    given !== ''
      ? `${given} ${family}`
      : name.replace(/\([^)]*\)|\[[^\]]*\]/g, '').replace(/^([^,]+),\s*(.+)$/, '$2 $1');
  const clean = whole
    .replace(/[^\p{L}\p{M}\p{N}'’ .-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  // Surnames in capitals are a directory's habit.
  const written = clean.replace(/\p{L}+/gu, (run) =>
    /^\p{Lu}{3,}$/u.test(run) ? run.charAt(0) + run.slice(1).toLowerCase() : run,
  );
  return written.slice(0, MAX_NAME).trim();
}

/** Null when they have no role at the desk, or no name. */
export function whoIn(claims: unknown): SignedIn | null {
  const read = claimsSchema.safeParse(claims);
  if (!read.success) return null;
  const { sub, oid, roles } = read.data;
  const theirs = roles.flatMap((value) => VALUES.get(value.toLowerCase()) ?? []);
  const role = ORDER.find((one) => theirs.includes(one));
  const name = nameOf(read.data);
  return role === undefined || name === ''
    ? null
    : { id: oid === undefined ? `oidc:${sub}` : `entra:${oid.toLowerCase()}`, name, role };
}
