// The golden reports against the schemas and the own files of those who read them: OSCAL, SARIF, CISO
// Assistant, the CNIL's PIA tool. A document spoilt on purpose must be refused by the same schema.
import { check, exists, finish, module, read, readJson, standard } from './report_checks.mjs';

const { default: Ajv } = await module('ajv');
const { default: Ajv4 } = await module('ajv-draft-04');
const { default: addFormats } = await module('ajv-formats');
const { default: yaml } = await module('js-yaml');

function checkSchema(file, validate, spoil) {
  const document = readJson(file);
  check(`${file} is valid`, validate(document), JSON.stringify(validate.errors?.slice(0, 5)));
  spoil(document);
  check(`${file}, spoilt, is refused`, !validate(document), 'the schema accepts anything');
}

function checkOscal() {
  const kinds = [['oscal-results.json', 'assessment-results'], ['oscal-catalog.json', 'catalog'],
    ['oscal-plan.json', 'assessment-plan']];
  for (const [file, kind] of kinds) {
    const schema = JSON.parse(standard(`oscal-schema/1.0.6/oscal_${kind}_schema.json`));
    const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
    checkSchema(file, ajv.compile(schema), (document) => { document[kind].uuid = 'no uuid'; });
  }
}

// Every "#uuid" of the results leads to something in one of the documents.
function checkReferences() {
  const results = readJson('oscal-results.json')['assessment-results'];
  const plan = readJson('oscal-plan.json')['assessment-plan'];
  check('the results import the plan', results['import-ap'].href === `#${plan.uuid}`);
  const [result] = results.results;
  const observed = new Set(result.observations.map((each) => each.uuid));
  const risks = new Set(result.risks.map((each) => each.uuid));
  const related = result.findings.flatMap((each) => each['related-observations']);
  check('findings lead to observations',
    related.every((each) => observed.has(each['observation-uuid'])));
  check('findings lead to risks', result.findings.flatMap((each) => each['related-risks'] ?? [])
    .every((each) => risks.has(each['risk-uuid'])));
  const catalog = readJson('oscal-catalog.json').catalog;
  const statements = new Set(catalog.groups.flatMap((group) => group.controls)
    .flatMap((control) => control.parts.map((part) => part.id)));
  check('findings speak of statements of the catalogue',
    result.findings.every((each) => statements.has(each.target['target-id'])));
}

function checkSarif() {
  const schema = JSON.parse(standard('sarif/sarif-2.1.0-rtm.5.json'));
  const ajv = addFormats(new Ajv4({ strict: false, allErrors: true, unicodeRegExp: false }));
  checkSchema('report.sarif', ajv.compile(schema), (document) => {
    document.runs[0].results[0].level = 'dreadful';
  });
}

const keysOf = (nodes) => new Set(nodes.flatMap((node) => Object.keys(node)));
const unknown = (ours, theirs) => [...ours].filter((key) => !theirs.has(key));

// Its own libraries say which keys it knows.
function checkCisoAssistant() {
  const library = yaml.load(read('ciso-assistant.yaml'));
  const theirs = ['anssi-mon-aide-cyber', 'anssi-guide-hygiene', 'secnumcloud-3.2', 'nist-csf-2.0', 'cnil-guide-securite', 'iso27001-2022']
    .map((name) => yaml.load(standard(`ciso-assistant/${name}.yaml`)));
  const nodes = library.objects.framework.requirement_nodes;
  const controls = library.objects.reference_controls;
  const theirNodes = theirs.flatMap((each) => each.objects.framework.requirement_nodes);
  const theirControls = theirs.flatMap((each) => each.objects.reference_controls ?? []);
  const strangers = [unknown(keysOf([library]), keysOf(theirs)),
    unknown(keysOf([library.objects.framework]), keysOf(theirs.map((each) => each.objects.framework))),
    unknown(keysOf(nodes), keysOf(theirNodes)), unknown(keysOf(controls), keysOf(theirControls))].flat();
  check('CISO Assistant knows every key', strangers.length === 0, strangers.join(' '));
  const urn = /^urn:[a-z0-9-]+:risk:(library|framework|req_node|function):[\w.:-]+$/;
  const urns = [library.urn, library.objects.framework.urn, ...[...nodes, ...controls].map((each) => each.urn)];
  check('every URN has its form', urns.every((each) => urn.test(each)));
  check('no URN stands twice', new Set(urns).size === urns.length);
  const known = new Set(urns);
  check('parents and reference controls exist', nodes.every((node) =>
    [node.parent_urn ?? library.urn, ...(node.reference_controls ?? [])].every((each) => known.has(each))));
  check('version is a number and the day a date', Number.isInteger(library.version)
    && library.publication_date instanceof Date);
}

const kindOf = (value) => (Array.isArray(value) ? 'array' : typeof value);

// Its own exports say which members an assessment has, its architecture which questions there are.
function checkPia() {
  const ours = readJson('cnil-pia.json');
  const theirs = JSON.parse(standard('cnil-pia/pia.json'));
  for (const part of Object.keys(theirs)) {
    check(`the PIA has its ${part}`, kindOf(ours[part]) === kindOf(theirs[part]));
  }
  const strangers = ['answers', 'measures'].flatMap((part) => unknown(keysOf(ours[part]), keysOf(theirs[part])));
  strangers.push(...unknown(keysOf([ours.pia]), keysOf([theirs.pia])));
  check('the PIA tool knows every member', strangers.length === 0, strangers.join(' '));
  const missing = unknown(keysOf([theirs.pia]), keysOf([ours.pia]));
  check('no member of the PIA is missing', missing.length === 0, missing.join(' '));
  const architecture = JSON.parse(standard('cnil-pia/pia_architecture.json'));
  const types = new Map(architecture.sections.flatMap((section) => section.items)
    .flatMap((item) => item.questions ?? []).map((question) => [question.id, question.answer_type]));
  check('answers answer questions that are asked, in their form', ours.answers.every((answer) => {
    const type = types.get(answer.reference_to);
    return type === 'text' ? typeof answer.data.text === 'string' : type === 'list' && answer.data.list.length > 0;
  }));
  const titles = new Set(ours.measures.map((each) => each.title));
  check('measures named by answers exist', ours.answers.filter((each) => [324, 334, 344].includes(each.reference_to))
    .every((each) => each.data.list.every((title) => titles.has(title))));
}

// A device may call itself what it likes: the hostile library has the same nodes as the ordinary one.
function checkHostileYaml() {
  const count = (file) => yaml.load(read(file)).objects.framework.requirement_nodes.length;
  check('hostile names make no node', count('hostile.yaml') === count('ciso-assistant.yaml'));
}

checkOscal();
if (exists('hostile.yaml')) checkHostileYaml();
checkReferences();
checkSarif();
checkCisoAssistant();
checkPia();
finish();
