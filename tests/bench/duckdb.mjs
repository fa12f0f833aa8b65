// DuckDB on the same file and questions, in one process.
//
// usage: node duckdb.mjs MODULES load DATABASE establishments.csv communes.csv THREADS
//        node duckdb.mjs MODULES ask DATABASE OUT_FOLDER THREADS RUNS FILE.sql…
//
// MODULES is the folder where @duckdb/node-api was installed. Output is that of bench_ask; `load` prints the milliseconds
// until the database is durable and closed. Only DuckDB's own work is timed: a result is complete, but not turned into
// JavaScript values.
import { createRequire } from 'node:module'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'

const [modules, task, database, ...rest] = process.argv.slice(2)
const { DuckDBInstance, version } = createRequire(path.resolve(modules, 'package.json'))('@duckdb/node-api')

const SLOW = 10000 // milliseconds: a question that takes longer is run once more only

async function open(threads) {
  const instance = await DuckDBInstance.create(database, { threads: String(threads) })
  const connection = await instance.connect()
  return { connection, close() { connection.closeSync(); instance.closeSync() } }
}

const milliseconds = (since) => Number(process.hrtime.bigint() - since) / 1e6

async function load([establishments, communes, threads]) {
  for (const file of [database, database + '.wal']) rmSync(file, { force: true })
  const began = process.hrtime.bigint()
  const { connection, close } = await open(threads)
  await connection.run(`CREATE TABLE establishments AS SELECT * FROM read_csv('${establishments}', header = true, columns = {
    siret: 'VARCHAR', siren: 'VARCHAR', name: 'VARCHAR', commune: 'VARCHAR', activity: 'VARCHAR', headcount: 'VARCHAR',
    jobs: 'INTEGER', opened: 'DATE', state: 'VARCHAR', employer: 'VARCHAR'})`)
  await connection.run(`CREATE TABLE communes AS SELECT * FROM read_csv('${communes}', header = true, all_varchar = true)`)
  await connection.run('CHECKPOINT')
  close()
  console.log(milliseconds(began).toFixed(1))
}

async function question(file, out, threads, runs) {
  const name = path.basename(file).split('.')[0]
  const sql = readFileSync(file, 'utf8')
  const { connection, close } = await open(threads)
  const time = async () => {
    const began = process.hrtime.bigint()
    await connection.run(sql)
    return milliseconds(began)
  }
  const cold = await time()
  const before = process.cpuUsage()
  const times = []
  const count = cold > SLOW ? 1 : runs
  for (let i = 0; i < count; i++) times.push(await time())
  const user = process.cpuUsage(before).user / 1e3 / count
  times.sort((a, b) => a - b)
  await connection.run(`COPY (${sql}) TO '${path.resolve(out, name + '.duckdb')}' (FORMAT csv, DELIMITER '\t', HEADER false, QUOTE '')`)
  close()
  const numbers = [cold, times[count >> 1], times[0], user].map((x) => x.toFixed(3))
  console.log([name, ...numbers].join('\t'))
}

if (task === 'load') {
  await load(rest)
} else if (task === 'version') {
  console.log(version())
} else {
  const [out, threads, runs, ...files] = rest
  for (const file of files) await question(file, out, threads, Number(runs))
}
