/** Our level bands, from product.md; the second half leads people. */
const engineering = [
  'Entry',
  'Mid-Level',
  'Senior',
  'Staff',
  'Senior Staff',
  'Principal',
  'Distinguished',
] as const;
const management = ['Manager', 'Senior Manager', 'Director', 'Senior Director', 'VP', 'C-level'] as const;

export const levels = [...engineering, ...management] as const;

/** "Senior Software Engineer", "Director of Engineering", "Staff", "Data Engineer", or nothing. */
export function levelAndRole(level: string | null, role: string | null): string {
  if (!level || !role) return level ?? role ?? '';
  return (management as readonly string[]).includes(level) ? `${level} of ${role}` : `${level} ${role}`;
}

/** Director and above: few enough at any company that level and role would name them. */
export function isExecutive(level: string | null): boolean {
  return level !== null && (management.slice(2) as readonly string[]).includes(level);
}
