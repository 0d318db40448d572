import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { Checkbox, ErrorSummary, SelectField, TextArea, TextField } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { Tag } from '../../ui/tag.tsx';
import { urls } from '../../urls.ts';
import { levels } from '../bylines/levels.ts';
import { sizes } from '../companies/companies.ts';
import type { EditedCompany } from '../companies/editing.ts';

export type CompanyListProps = {
  companies: readonly EditedCompany[];
  values?: { name: string };
  errors?: FieldErrors;
};

export function CompanyListPage({ companies, values, errors = {} }: CompanyListProps): JSX.Element {
  const waiting = companies.filter(({ confirmed }) => !confirmed).length;
  return (
    <>
      <h1>Companies</h1>
      {waiting > 0 && (
        <p>
          {waiting === 1 ? 'One was proposed and waits' : `${waiting} were proposed and wait`} to be
          confirmed. Look whether the domain is the company’s own, and that nobody else has mail there.
        </p>
      )}
      <div class="table-scroll">
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Mail at</th>
              <th scope="col">Levels</th>
            </tr>
          </thead>
          <tbody>
            {companies.map((company) => (
              <CompanyRow key={company.id} company={company} />
            ))}
          </tbody>
        </table>
      </div>
      <PostForm action={urls.adminCompanies()} class="form">
        <h2>Add a company</h2>
        <ErrorSummary errors={errors} />
        <TextField
          name="name"
          label="Name"
          autocomplete="off"
          limit={80}
          value={values?.name}
          error={errors['name']}
        />
        <div class="form-actions">
          <Button>Add the company</Button>
        </div>
      </PostForm>
    </>
  );
}

function CompanyRow({ company }: { company: EditedCompany }): JSX.Element {
  const { name, confirmed, domains } = company;
  return (
    <tr>
      <td dir="auto">
        <a href={urls.adminCompany(company)}>{name}</a> {!confirmed && <Tag tone="live">Proposed</Tag>}
      </td>
      <td class="company-domains">{domains.join(', ')}</td>
      <td>{company.levels.length}</td>
    </tr>
  );
}

export type CompanyValues = Record<'name' | 'size' | 'domains' | 'aliases' | 'levels', string> & {
  confirmed: boolean;
};

export type CompanyFormProps = {
  slug: string;
  /** As it is stored: what the forms below the first are for. */
  isConfirmed: boolean;
  /** Those it can be merged into. */
  others: readonly { slug: string; name: string }[];
  values: CompanyValues;
  errors?: FieldErrors;
};

const sizeChoices = [
  { value: '', label: 'Not known' },
  ...Object.entries(sizes).map(([value, label]) => ({ value, label })),
];

export function CompanyForm(props: CompanyFormProps): JSX.Element {
  const { slug, isConfirmed, values, errors = {} } = props;
  return (
    <>
      <h1 dir="auto">{values.name}</h1>
      {isConfirmed && (
        <p>
          <a href={urls.companyLevels({ slug })}>See its levels as everybody does</a>
        </p>
      )}
      <PostForm action={urls.adminCompany({ slug })} class="form">
        <ErrorSummary errors={errors} />
        <NameFields values={values} errors={errors} />
        <TextArea
          name="levels"
          label="Levels"
          help={`One a line, from the bottom up: one of our bands, a colon, the company’s own name, and its other names behind commas. For example “Mid-Level: SDE II, L5”. The bands are ${levels.join(', ')}.`}
          rows={10}
          value={values.levels}
          error={errors['levels']}
          optional
        />
        <div class="form-actions">
          <Button>Save</Button>
        </div>
      </PostForm>
      <MergeForm {...props} errors={errors} />
      {!isConfirmed && (
        <PostForm action={urls.adminCompany({ slug })} class="form settings-part">
          <h2>Turn it down</h2>
          <p>The proposal goes. Nobody is told, because nobody knows whose it was.</p>
          <div class="form-actions">
            <Button tone="danger" name="remove" value="1">
              Turn it down
            </Button>
          </div>
        </PostForm>
      )}
    </>
  );
}

type FieldsProps = { values: CompanyValues; errors: FieldErrors };

function NameFields({ values, errors }: FieldsProps): JSX.Element {
  return (
    <>
      <TextField
        name="name"
        label="Name"
        help="As bylines print it."
        autocomplete="off"
        limit={80}
        value={values.name}
        error={errors['name']}
      />
      <Checkbox
        name="confirmed"
        label="Confirmed"
        help="People can be verified with it, and the level map shows it."
        checked={values.confirmed}
        error={errors['confirmed']}
      />
      <TextField
        name="domains"
        label="Where its people have their mail"
        help="With commas between them. Addresses are compared exactly, so name each domain; and none where others have mail too."
        autocomplete="off"
        value={values.domains}
        error={errors['domains']}
        optional
      />
      <TextField
        name="aliases"
        label="Other names"
        help="With commas between them."
        autocomplete="off"
        value={values.aliases}
        error={errors['aliases']}
        optional
      />
      <SelectField
        name="size"
        label="Size"
        choices={sizeChoices}
        value={values.size}
        error={errors['size']}
      />
    </>
  );
}

function MergeForm({ slug, isConfirmed, values, others, errors = {} }: CompanyFormProps): JSX.Element {
  const choices = [
    { value: '', label: 'Choose one' },
    ...others.map(({ slug: value, name }) => ({ value, label: name })),
  ];
  return (
    <PostForm action={urls.adminCompanyMerge({ slug })} class="form settings-part">
      <h2>Merge it into another</h2>
      <p>
        Its names and domains become the other’s, its levels too where the other has none. Whoever was
        verified here is verified there. It cannot be undone.
      </p>
      {!isConfirmed && values.domains !== '' && (
        <p>
          Somebody proposed it, perhaps to be taken for one of its people. Make sure that the other company
          has its mail there: <strong>{values.domains}</strong>.
        </p>
      )}
      <SelectField name="into" label="Into" choices={choices} value="" error={errors['into']} />
      <div class="form-actions">
        <Button tone="danger">Merge</Button>
      </div>
    </PostForm>
  );
}
