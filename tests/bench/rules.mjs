// The rules of questions/rules.lua in json-rules-engine, on the same programmes, in one process.
//
// usage: node rules.mjs MODULES programmes.json jobs_within.json OUT_FOLDER RUNS
//        node rules.mjs MODULES version
//
// Each program is asked in its own way: a rule is `all` of its conditions, `when` the first of them, and the first one
// that is false decides. json-rules-engine knows true and false: a rule one of whose facts is null, or a bound, has no
// answer here, and is not compared. The jobs within reach of a place are given to it ready-made. Only engine.run is timed.
import { createRequire } from 'node:module'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const [modules, file, within, out, runs] = process.argv.slice(2)
const folder = path.resolve(modules, 'package.json')
const { Engine } = createRequire(folder)('json-rules-engine')
if (file === 'version') {
  console.log(JSON.parse(readFileSync(path.join(modules, 'node_modules/json-rules-engine/package.json'))).version)
  process.exit(0)
}
const SLOW = 10000 // milliseconds: a question that takes longer is run once more only

const at = (name, fact, operator, value, params) => ({ name, needs: [fact], condition: { fact, operator, value, ...(params && { params }) } })
const any = (name, ...conditions) => ({ name, needs: [], condition: { any: conditions } })
const needing = (needs, requirement) => ({ ...requirement, needs })
const contains = (fact, value) => ({ fact, operator: 'contains', value })

const certifies = at('when', 'level', 'notEqual', 'continuing')
const rules = []
const add = (id, requires, when, exception) => rules.push({ id, requires, when, exception })
for (let i = 1; i <= 4; i++) {
  add(`filling_${i}`, [
    at('places enough', 'capacity', 'greaterThanInclusive', 6 + 2 * i),
    needing(['enrolled', 'capacity'], at('fills them', 'margin', 'greaterThanInclusive', 0, { a: 'enrolled', b: 'capacity', percent: 50 + 5 * i })),
    needing(['enrolled', 'capacity'], at('no more than its places', 'enrolled', 'lessThanInclusive', { fact: 'capacity' })),
  ])
  add(`publishable_${i}`, [at('graduates enough', 'graduates', 'greaterThanInclusive', 5 * i)])
  add(`placement_${i}`, [
    at('graduates enough', 'graduates', 'greaterThanInclusive', 5 * i),
    needing(['placed', 'graduates'], at('they find jobs', 'margin', 'greaterThanInclusive', 0, { a: 'placed', b: 'graduates', percent: 40 + 10 * i })),
  ])
  add(`renewal_${i}`, [at('registered for longer', 'certification_expiry', 'after', `${2026 + i}-06-01`)], certifies)
  add(`apprenticeship_${i}`, [
    at('a diploma or title', 'level', 'notIn', ['continuing', 'certification']),
    at('hours enough', 'hours', 'greaterThanInclusive', 300 + 100 * i),
    at('not too many hours', 'hours', 'lessThanInclusive', 800 + 100 * i),
  ], needing([], { condition: contains('modality', 'apprenticeship') }))
  const practice = ['mini_factory', ...(i < 3 ? ['clean_room'] : []), ...(i % 2 === 0 ? ['bioreactor'] : []), ...(i !== 2 ? ['filling_line'] : [])]
  add(`equipment_${i}`, [any('has something to practise on', ...practice.map((kind) => contains('equipment', kind)))],
    at('when', 'level', 'in', ['bts', 'cqp', ['but', 'title', 'master', 'engineer'][i - 1]]))
  add(`registered_${i}`, [
    needing([], at('names its certification', 'rncp', 'notEqual', null)),
    at('is active', 'certification_expiry', 'from', `${2021 + i}-09-01`),
  ], certifies)
  add(`hours_${i}`, [
    at('hours enough', 'hours', 'greaterThanInclusive', 100 * i),
    at('hours not too many', 'hours', 'lessThanInclusive', 1500 - 100 * i),
    needing(['capacity', 'enrolled'], any('few places or or well filled', { fact: 'capacity', operator: 'lessThanInclusive', value: 10 * i },
      { fact: 'margin', operator: 'greaterThanInclusive', value: 0, params: { a: 'enrolled', b: 'capacity', percent: 50 } })),
  ])
  add(`employment_${i}`, [at('employment rate', 'employment_rate', 'greaterThanInclusive', 50 + 10 * i)], undefined,
    at('a short course', 'hours', 'lessThan', 200 * i))
  add(`near_jobs_${i}`, [
    needing([`within_${i}`], at('near the jobs', `within_${i}`, 'greaterThanInclusive', 500 * i)),
    at('places enough', 'capacity', 'greaterThanInclusive', 8),
  ])
}

const engine = new Engine([], { allowUndefinedFacts: true })
engine.addOperator('after', (a, b) => a > b)
engine.addOperator('from', (a, b) => a >= b)
engine.addFact('margin', async ({ a, b, percent }, almanac) => 100 * (await almanac.factValue(a)) - percent * (await almanac.factValue(b)))
for (const rule of rules) {
  const all = [...(rule.when ? [rule.when] : []), ...rule.requires].map((one) => one.condition)
  const conditions = rule.exception ? { any: [...all, rule.exception.condition] } : { all }
  engine.addRule({ name: rule.id, conditions, event: { type: rule.id } })
}

// a range of jobs is given as its lower end where that decides, and as null where it does not
const jobs = JSON.parse(readFileSync(within, 'utf8'))
const programmes = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line))
for (const programme of programmes)
  for (let i = 1; i <= 4; i++) {
    const [low, high] = jobs[programme.place][i - 1]
    programme[`within_${i}`] = low >= 500 * i ? low : high !== null && high < 500 * i ? high : null
  }

const known = Object.fromEntries(rules.map((rule) => [rule.id,
  [...(rule.when ? rule.when.needs : []), ...rule.requires.flatMap((one) => one.needs), ...(rule.exception ? rule.exception.needs : [])]]))

// The verdict of each rule on a programme and what decided it, where all the facts are there.
function tell(programme, { results, failureResults }, lines) {
  const found = {}
  for (const result of [...results, ...failureResults]) found[result.name] = result
  for (const rule of rules) {
    if (known[rule.id].some((fact) => programme[fact] === null)) continue
    const answers = (found[rule.id].conditions.all ?? found[rule.id].conditions.any).map((condition) => condition.result)
    let verdict = 'pass', decided = ''
    if (rule.when && !answers.shift()) [verdict, decided] = ['not applicable', 'whether it applies']
    else {
      const failed = rule.requires.findIndex((_, place) => !answers[place])
      if (failed >= 0) [verdict, decided] = ['fail', rule.requires[failed].name]
      if (failed >= 0 && rule.exception && answers[answers.length - 1])
        [verdict, decided] = [`pass, by derogation: ${rule.exception.name}`, rule.exception.name]
    }
    lines.push([rule.id, programme.code, verdict, decided].join('\t'))
  }
}

// Results are let go one by one: those of 100,000 programmes do not fit into the memory that node takes by itself.
async function ask(lines) {
  let took = 0n
  for (const programme of programmes) {
    const began = process.hrtime.bigint()
    const answer = await engine.run(programme)
    took += process.hrtime.bigint() - began
    if (lines) tell(programme, answer, lines)
  }
  return Number(took) / 1e6
}

const lines = []
const times = [await ask(lines)]
do times.push(await ask()); while (times.length <= Number(runs) && times[1] <= SLOW)
const [first, ...others] = times
others.sort((a, b) => a - b)
console.log(['rules', first.toFixed(1), others[others.length >> 1].toFixed(1), others[0].toFixed(1), others[0].toFixed(1)].join('\t'))
writeFileSync(path.join(out, 'rules.json-rules-engine'), lines.join('\n') + '\n')
