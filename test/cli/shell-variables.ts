/** The variables of a shell where nothing was chosen for the command line. */
export function shellVariables(): Readonly<Record<string, string | undefined>> {
  const variables = { ...process.env };
  for (const name of ['MUROAN_LAB', 'NO_COLOR', 'FORCE_COLOR']) Reflect.deleteProperty(variables, name);
  return variables;
}
