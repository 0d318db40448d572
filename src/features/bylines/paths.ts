import type { Career, VerifiedCompany } from '../careers/careers.ts';
import { isExecutive } from './levels.ts';
import type { Path } from './solver.ts';

/**
 * What a verified career can show at most, from coarse to fine. Executives are too few at any company to show
 * more than where they work.
 */
export function pathOf(career: Career, { companyId }: VerifiedCompany): Path {
  const { role, level, nativeLevel } = career;
  if (role === null || isExecutive(level)) return [companyId];
  if (level === null) return [companyId, role];
  return nativeLevel === null ? [companyId, role, level] : [companyId, role, level, nativeLevel];
}
