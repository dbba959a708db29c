import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
} from 'vscode-languageserver/browser';
import { knowledge } from './knowledge/knowledge.ts';
import { compiledProfiles } from './model/phases/compiledProfiles.ts';
import { startServer } from './server.ts';

startServer(
  createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)),
  knowledge,
  compiledProfiles(),
);
