// Reads a podcast feed from standard input with two parsers that know nothing of this site; prints what each understood.
import partytime from "podcast-partytime"
import { parseRssFeed } from "feedsmith"

let xml = ""
for await (const part of process.stdin) xml += part

const parseFeed = partytime.parseFeed ?? partytime.default.parseFeed
console.log(JSON.stringify({ partytime: parseFeed(xml), feedsmith: parseRssFeed(xml) }))
