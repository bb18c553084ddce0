/** An argument for a shell: bare where that is safe, in double quotes where these change nothing, else in single quotes. */
export const shellArgument = (path: string): string => {
  const argument = path.startsWith("-") ? `./${path}` : path;
  if (/^[\w./:@%+=,-]+$/.test(argument)) return argument;
  return /["$`!]|\\(?=[\\\n]|$)/.test(argument) ? `'${argument.replaceAll("'", "'\\''")}'` : `"${argument}"`;
};
