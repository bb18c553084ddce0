// Run by npx: says where it put Node, and on which path pnpm is to be found.
import process from "node:process";

const { execPath: node, versions, env } = process;
console.log(`toolchain: ${JSON.stringify({ node, version: versions.node, path: env.PATH })}`);
