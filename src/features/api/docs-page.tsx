import type { JSX } from 'preact';
import { urls } from '../../urls.ts';
import { curlOf } from './curl.ts';
import type {
  DescribedApi,
  DescribedField,
  DescribedOperation,
  DescribedSchema,
  TypeWords,
} from './described.ts';
import { DocsStart } from './docs-start.tsx';
import { problems } from './problems.ts';

export interface DocsPageProps {
  api: DescribedApi;
  /** Where the API is, with scheme and host. */
  base: string;
  communityName: string;
}

/** The API for people: the same document that programs read, as a page. */
export function DocsPage({ api, base, communityName }: DocsPageProps): JSX.Element {
  return (
    <>
      <header class="page-head">
        <h1>The API of {communityName}</h1>
        <p class="lede">
          What people read and write here, as JSON. Anyone may read; writing takes a personal token.
        </p>
        <p class="link-row">
          <a href={urls.openApi()}>OpenAPI 3.1 document</a>
          <a href={urls.settingsTokens()}>Your tokens</a>
        </p>
      </header>
      <div class="columns docs">
        <article class="stack">
          <DocsStart base={base} />
          <Refusals />
          {api.groups.map(({ name, description, operations }) => (
            <section key={name} class="section" id={anchorOf(name)}>
              <h2>{name}</h2>
              <p>{description}</p>
              {operations.map((operation) => (
                <Operation key={operation.id} operation={operation} base={base} />
              ))}
            </section>
          ))}
          <section class="section" id="schemas">
            <h2>What things are made of</h2>
            {api.schemas.map((schema) => (
              <Schema key={schema.name} schema={schema} />
            ))}
          </section>
        </article>
        <Contents api={api} />
      </div>
    </>
  );
}

function Contents({ api }: { api: DescribedApi }): JSX.Element {
  return (
    <nav class="rail" aria-label="On this page">
      <div class="rail-stay">
        <div>
          <h2>On this page</h2>
          <ul>
            <li>
              <a href="#start">How it works</a>
            </li>
            <li>
              <a href="#refusals">Refusals</a>
            </li>
            {api.groups.map(({ name }) => (
              <li key={name}>
                <a href={`#${anchorOf(name)}`}>{name}</a>
              </li>
            ))}
            <li>
              <a href="#schemas">What things are made of</a>
            </li>
          </ul>
        </div>
      </div>
    </nav>
  );
}

function Refusals(): JSX.Element {
  return (
    <section class="section" id="refusals">
      <h2>Refusals</h2>
      <p>
        A refusal is a problem (RFC 9457), sent as <code>application/problem+json</code>. Its{' '}
        <code>type</code> leads here, <code>detail</code> says what to do, <code>errors</code> has a sentence
        for each field that is wrong, and <code>requestId</code> is for asking the operator.
      </p>
      <dl class="facts">
        {Object.entries(problems).map(([status, { name, title }]) => (
          <>
            <dt id={name}>
              <code>{status}</code>
            </dt>
            <dd>{title}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

function Operation({ operation, base }: { operation: DescribedOperation; base: string }): JSX.Element {
  const { id, method, path, gives, needsToken } = operation;
  return (
    <section class="operation" id={id}>
      <h3>{operation.summary}</h3>
      <p class="operation-line">
        <code>
          <b>{method}</b> {path}
        </code>
        {needsToken && <span class="tag">token</span>}
      </p>
      {operation.description && (
        <p>
          <Words text={operation.description} />
        </p>
      )}
      {operation.parameters.length > 0 && <Fields fields={operation.parameters} />}
      {operation.takes && (
        <p>
          Takes <SchemaLink name={operation.takes} />.
        </p>
      )}
      <p>
        Gives <code>{gives.status}</code>
        {gives.schema && (
          <>
            {' '}
            with <SchemaLink name={gives.schema} />
          </>
        )}
        . {gives.description}
      </p>
      <div class="code">
        <pre tabIndex={0} dir="ltr">
          <code>{curlOf(operation.example, { base, withToken: needsToken })}</code>
        </pre>
      </div>
      <p class="operation-refusals">
        May be refused with{' '}
        {operation.refusals.map((status, place) => (
          <>
            {place > 0 && ', '}
            <a href={`#${nameOfProblem(status)}`}>{status}</a>
          </>
        ))}
        .
      </p>
    </section>
  );
}

function Schema({ schema }: { schema: DescribedSchema }): JSX.Element {
  return (
    <section class="operation" id={schemaAnchor(schema.name)}>
      <h3>{schema.name}</h3>
      {schema.description && (
        <p>
          <Words text={schema.description} />
        </p>
      )}
      {schema.variants.length > 0 && (
        <p>
          One of{' '}
          {schema.variants.map((name, place) => (
            <>
              {place > 0 && ', '}
              <SchemaLink name={name} />
            </>
          ))}
          .
        </p>
      )}
      {schema.fields.length > 0 && <Fields fields={schema.fields} />}
    </section>
  );
}

function Fields({ fields }: { fields: readonly DescribedField[] }): JSX.Element {
  return (
    <dl class="facts">
      {fields.map(({ name, type, description, required, fallback }) => (
        <>
          <dt>
            <code>{name}</code>
          </dt>
          <dd>
            <Type type={type} />
            {!required && <span class="optional">, {fallback ? `${fallback} if left out` : 'optional'}</span>}
            {description && (
              <p>
                <Words text={description} />
              </p>
            )}
          </dd>
        </>
      ))}
    </dl>
  );
}

/** Descriptions are Markdown; ours have nothing in them but `code`. */
function Words({ text }: { text: string }): JSX.Element {
  return <>{text.split('`').map((piece, place) => (place % 2 === 1 ? <code>{piece}</code> : piece))}</>;
}

function Type({ type }: { type: TypeWords }): JSX.Element {
  return (
    <span>
      {type.words}
      {type.schema && <SchemaLink name={type.schema} />}
    </span>
  );
}

function SchemaLink({ name }: { name: string }): JSX.Element {
  return <a href={`#${schemaAnchor(name)}`}>{name}</a>;
}

function nameOfProblem(status: string): string {
  const known = Object.entries(problems).find(([each]) => each === status);
  return known?.[1].name ?? 'refusals';
}

function anchorOf(group: string): string {
  return group.toLowerCase();
}

function schemaAnchor(name: string): string {
  return `schema-${name}`;
}
