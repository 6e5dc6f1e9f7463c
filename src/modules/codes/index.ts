/** The only door to this module. Pages and the browser use contract.ts and ui/ directly. */
export { type CodeFileRead, type CodeOfFile, languageOf, readCodeSystem, readCodeTable } from './codeFile.server.ts';
export { codeStanding, namesOfCodes } from './codes.server.ts';
export { plainCode } from './icd10.ts';
export { codesRoutes } from './routes.ts';
