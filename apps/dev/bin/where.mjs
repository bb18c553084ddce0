// Run by npx: says where it put Node, and on which path pnpm is to be found.
import process from "node:process";

console.log(`toolchain: ${JSON.stringify({ node: process.execPath, path: process.env.PATH })}`);
