import { hash, verify } from '@node-rs/argon2';

/** argon2id with the second recommended set of RFC 9106 cut to OWASP's floor for small machines: 19 MiB, 2 passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const passwordLength = { min: 10, max: 200 };

export async function hashPassword(password: string): Promise<string> {
  return await hash(password.normalize('NFKC'), cost);
}

let decoy: Promise<string> | undefined;

/** False for no hash too, after the same work: time does not tell whether an account is there. */
export async function matchesPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const right = await verify(passwordHash ?? (await decoy), password.normalize('NFKC'));
  return passwordHash !== null && right;
}
