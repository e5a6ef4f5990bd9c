import { loadAll } from 'js-yaml';
import { beforeAll, expect, test } from 'vitest';
import { judge } from '../support/judge.js';
import type { LineProcess } from '../support/line-process.js';
import { emittedPublicTexts, emittedTexts } from '../support/sigma.js';
import { startPySigma } from './process.js';

const texts = [...(await emittedTexts()), ...(await emittedPublicTexts())];

judge(import.meta.dirname, ({ home }) => {
  let pysigma: LineProcess;
  beforeAll(() => {
    pysigma = startPySigma(home);
  });

  for (const { name, text, rule } of texts)
    test(`parses and validates: ${name}`, async () => {
      const { errors, issues } = (await pysigma.ask({ task: 'check', rules: text })) as Answer;
      expect(errors).toEqual([]);
      const documents = loadAll(text) as Document[];
      const ours = issues.filter((issue) => {
        const document = documents.find(({ title }) => title === issue.rules[0]);
        return document === undefined || NOT_OURS[issue.validator]?.({ ...issue, document, rule }) !== true;
      });
      expect(ours).toEqual([]);
    });
});

interface Answer {
  readonly errors: readonly string[];
  readonly issues: readonly Issue[];
}

interface Issue {
  readonly validator: string;
  readonly severity: string;
  readonly rules: readonly string[];
  readonly detail: Readonly<Record<string, string>>;
}

type Document = Readonly<Record<string, unknown>> & {
  readonly title: string;
  readonly correlation?: { 'group-by'?: unknown[] };
  readonly logsource?: { readonly service?: string };
};

type Found = Issue & {
  readonly document: Document;
  readonly rule: { readonly name: string; readonly description: string };
};

/** The rules that a correlation puts together: "status, level and date belong to the outermost" of them. */
const isPart = ({ document }: Found): boolean => document.correlation === undefined && document['level'] === undefined;

/** What SigmaHQ asks of rules for its own repository, and when it is not ours to give. */
const NOT_OURS: Readonly<Record<string, (issue: Found) => boolean>> = {
  // https://sigmahq.io/sigma-specification/specification/sigma-correlation-rules-specification.html
  SigmahqAuthorExistenceIssue: isPart,
  SigmahqDescriptionExistenceIssue: isPart,
  SigmahqStatusExistenceIssue: isPart,
  SigmahqLevelExistenceIssue: isPart,
  // Sentinel's formats have no date, and a made-up one would be false.
  SigmahqDateExistenceIssue: () => true,
  // The title and the links are the author's.
  SigmahqTitleCaseIssue: ({ detail, rule }) => rule.name.includes(detail['word'] ?? '\0'),
  SigmahqGithubLinkIssue: ({ detail, rule }) => rule.description.includes(detail['link'] ?? '\0'),
  // Pairs of events that have nothing in common: the specification has `group-by` in every correlation, here of no field.
  SigmahqCorrelationGroupByExistenceIssue: ({ document }) => document.correlation?.['group-by']?.length === 0,
  // The character itself is meant: a policy that allows `*`.
  EscapedWildcardIssue: () => true,
  // SigmaHQ has no rules on findings; the specification leaves the names of services open.
  SigmahqLogsourceUnknownIssue: ({ document }) => document.logsource?.service === 'guardduty',
  // KQL compares the text: a number would also be equal to 0.0 or 00 in engines that compare numbers.
  NumberAsStringIssue: () => true,
};
