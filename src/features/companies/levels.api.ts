import { createRoute, z } from '@hono/zod-openapi';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import type { Api } from '../api/env.ts';
import { anyone, found, newApi } from '../api/operations.ts';
import { refusals } from '../api/problems.ts';
import { answerRead } from '../api/reading.ts';
import { levels } from '../bylines/levels.ts';
import type { Company, Level } from './companies.ts';
import { companiesTag, listCompanies, sizes } from './companies.ts';
import { lookUpLevel, mostTyped } from './looking-up.ts';
import { trackOf } from './names.ts';

const levelFields = {
  name: z.string().meta({ description: 'The company’s own name of the level.', examples: ['SDE II'] }),
  aliases: z.array(z.string()).meta({ description: 'Other names of it there.', examples: [['L5']] }),
  band: z.enum(levels).meta({ description: 'Our band.' }),
  track: z.enum(['individual contributor', 'manager']),
};

const levelSchema = z.object(levelFields).meta({ id: 'Level' });

const companyFields = {
  slug: z.string().meta({ examples: ['amazon'] }),
  name: z.string().meta({ examples: ['Amazon'] }),
  url: z.url().meta({ description: 'Where people read its levels.' }),
};

const foundLevelSchema = z
  .object({ ...levelFields, company: z.object(companyFields).meta({ id: 'CompanyName' }) })
  .meta({ id: 'FoundLevel', description: 'A level that is called so at this company.' });

const levelListSchema = z
  .object({
    levels: z.array(foundLevelSchema),
    closest: z
      .array(z.string())
      .meta({ description: 'Names that may have been meant, where nothing is found.' }),
  })
  .meta({ id: 'LevelList' });

const companySchema = z
  .object({
    ...companyFields,
    aliases: z.array(z.string()),
    size: z
      .enum(Object.keys(sizes) as [keyof typeof sizes])
      .nullable()
      .meta({
        enum: [...Object.keys(sizes), null],
        description: 'How many people work there; null where it is not known.',
      }),
    levels: z.array(levelSchema).meta({ description: 'From the bottom up; individual contributors first.' }),
    sources: z.array(z.object({ title: z.string(), url: z.string().nullable() })),
  })
  .meta({ id: 'Company' });

const companyListSchema = z.object({ companies: z.array(companySchema) }).meta({ id: 'CompanyList' });

const tags = ['Levels'];

const lookUp = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/levels',
  operationId: 'lookUpLevel',
  summary: 'What a level is called, company by company',
  request: {
    query: z.object({
      name: z
        .string()
        .trim()
        .min(1, 'Name a level.')
        .max(mostTyped, 'No level has so long a name.')
        .meta({
          description: 'A level, with its company if you like. Case, spaces and dashes do not count.',
          examples: ['SDE II'],
        }),
    }),
  },
  responses: { ...found('The levels of that name.', levelListSchema), ...refusals(422) },
});

const listAll = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/companies',
  operationId: 'listCompanies',
  summary: 'The level map: every company with its levels',
  responses: found('Every company.', companyListSchema),
});

export function levelsApi(platform: Platform): Api {
  const { db, config } = platform;
  const api = newApi();

  api.openapi(lookUp, async (c) => {
    const query = c.req.valid('query');
    const load = async () => {
      const { found: all, closest } = lookUpLevel(await listCompanies(db), query.name);
      const shown = all.map(({ company, level }) => ({
        ...publicLevel(level),
        company: publicName(config.origin, company),
      }));
      return { body: { levels: shown, closest }, tags: [companiesTag] };
    };
    return await answerRead(platform, c, { query, load });
  });

  api.openapi(listAll, async (c) => {
    const load = async () => {
      const companies = await listCompanies(db);
      return {
        body: { companies: companies.map((company) => publicCompany(config.origin, company)) },
        tags: [companiesTag],
      };
    };
    return await answerRead(platform, c, { load });
  });
  return api;
}

function publicCompany(origin: string, company: Company): z.output<typeof companySchema> {
  const { aliases, size, sources } = company;
  return {
    ...publicName(origin, company),
    ...{ aliases, size },
    levels: company.levels.map(publicLevel),
    sources: sources.map(({ title, url = null }) => ({ title, url })),
  };
}

function publicName(origin: string, company: Company) {
  const { slug, name } = company;
  return { slug, name, url: origin + urls.companyLevels({ slug }) };
}

function publicLevel({ name, aliases, band }: Level): z.output<typeof levelSchema> {
  return { name, aliases, band, track: trackOf(band) };
}
